/** Sends a picture as the provider's logo; answers where it is shown, or why it is not taken. */
export async function sendLogo(file: File): Promise<{ readonly logoUrl: string } | { readonly message: string }> {
  const body = new FormData();
  body.set('logo', file);
  const response = await fetch('/files/logo', { method: 'POST', body, credentials: 'same-origin' });
  const answer = (await response.json()) as { readonly logoUrl?: string; readonly message?: string };
  if (answer.logoUrl) return { logoUrl: answer.logoUrl };
  if (answer.message) return { message: answer.message };
  throw new Error(`The logo was answered ${response.status}`);
}
