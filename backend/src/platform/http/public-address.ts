import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** What is not the public network of IPv4, as IANA's special-purpose registry lists it. */
const HIDDEN = [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24],
  ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const;
/** Of IPv6 only global unicast is public; of it not documentation, protocols, and the tunnels that carry an IPv4 address inside. */
const HIDDEN_6 = [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const;

const hidden = new BlockList();
for (const [network, bits] of HIDDEN) hidden.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of HIDDEN_6) hidden.addSubnet(network, bits, 'ipv6');
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');

/** Whether an IP address belongs to the public network, and not to a machine, a home, an office or a data centre. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !hidden.check(address, 'ipv4');
  return isIPv6(address) && global6.check(address, 'ipv6') && !hidden.check(address, 'ipv6');
}
