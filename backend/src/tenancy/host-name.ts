const LABEL = '(?!-)[a-z0-9-]{1,63}(?<!-)';
const HOST = new RegExp(`^${LABEL}(\\.${LABEL})+$`);

/** A host name as people paste it, made plain: without scheme, port, path, capitals and final dot. */
export function plainHost(text: string): string {
  return text.trim().toLowerCase().replace(/^[a-z]+:\/\//, '').replace(/[/?#].*$/, '').replace(/:\d+$/, '').replace(/\.$/, '');
}

/** Whether a text can be the host name of a site: at least two labels, and no address of a machine. */
export function isHostName(host: string): boolean {
  return host.length <= 253 && HOST.test(host) && !/^[\d.]+$/.test(host);
}
