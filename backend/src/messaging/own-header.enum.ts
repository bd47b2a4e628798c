/** Says by whom a mail was written, so that one of ours that comes back is known. */
export const OWN_HEADER = 'X-Demarc-Message';
