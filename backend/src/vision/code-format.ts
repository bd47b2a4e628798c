/** The name of a kind of code as people and lists write it: Code128 is CODE_128, QRCode is QR_CODE. */
export function codeFormat(name: string): string {
  return name.replace(/([A-Z])([A-Z][a-z])/g, '$1_$2').replace(/([a-z])([A-Z])/g, '$1_$2').replace(/([A-Za-z])(\d)/g, '$1_$2').toUpperCase();
}
