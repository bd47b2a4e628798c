/** The things that the log is about, by the first word of an action. */
export const THINGS = ['session', 'sign-in-link', 'sign-in-code', 'password', 'security', 'access', 'employee', 'role', 'api-key', 'identity-provider', 'view-as', 'share-link', 'settings', 'audit'] as const;

/** An action in plain words; one that has no words yet is shown as it is. */
export function actionText(action: string, translate: (key: string) => string): string {
  const key = `ops.audit.actions.${action}`;
  const text = translate(key);
  return text === key ? action : text;
}
