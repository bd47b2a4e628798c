const SILENT_MS = 4 * 3_600_000;

/** Whether a phone holds actions and has not been heard for four hours: somebody should call. */
export const isStuck = ({ pending, lastContactAt }: { readonly pending: number; readonly lastContactAt: string }, now: Date): boolean => pending > 0 && now.getTime() - Date.parse(lastContactAt) > SILENT_MS;
