import { toString } from 'qrcode';

/** A QR code as SVG, dark on light whatever the page's theme, so that every camera reads it. */
export function qrCode(text: string): Promise<string> {
  return toString(text, { type: 'svg', margin: 2, errorCorrectionLevel: 'M', color: { dark: '#000000', light: '#ffffff' } });
}
