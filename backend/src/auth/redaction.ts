/** `jean@example.com` as `j***n@example.com`: first and last character of the local part, and the domain. */
export function redactedEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const local = email.slice(0, at);
  return `${local.charAt(0)}***${local.slice(-1)}${email.slice(at)}`;
}

/** `450 555-1234` as `***-***-1234`: the last 4 digits of the number as stored. */
export function redactedPhone(phone: string): string {
  return `***-***-${phone.replace(/\D/g, '').slice(-4)}`;
}
