/** Hands the person a CSV file that programs open as it is; texts that begin like a formula are disarmed. */
export function downloadCsv(name: string, rows: readonly (readonly (string | number)[])[]): void {
  const cell = (value: string | number): string => {
    const text = typeof value === 'number' ? String(value) : value.replace(/^(?=[=+\-@\t\r])/, "'");
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const file = new Blob([`\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`], { type: 'text/csv' });
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(file), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
}
