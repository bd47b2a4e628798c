/** An e-mail address as it is kept and compared: lower case, no blanks around it; `undefined` when it is not one. */
export function emailAddress(text: string): string | undefined {
  const address = text.trim().toLowerCase();
  if (address.length > 254) return undefined;
  return /^[^\s@"(),:;<>[\]\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}][\p{L}\p{N}-]{0,61}[\p{L}\p{N}]$/u.test(address) && !address.includes('..') ? address : undefined;
}
