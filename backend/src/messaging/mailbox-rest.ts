const MOST_MINUTES = 30;

/** For how many minutes a mailbox is left alone after so many failures in a row: twice as long each time. */
export const restMinutes = (failures: number): number => Math.min(2 ** (failures - 1), MOST_MINUTES);
