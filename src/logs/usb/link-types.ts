/** Names of link types that captures come with; the numbers are of tcpdump's list. */

const BLUETOOTH = 'Bluetooth, which is not read';
const USB = 'USB in a form that is not read';
const NO_USB = 'no USB in it';

const LINK_TYPES: Readonly<Record<number, readonly [name: string, about: string]>> = {
  0: ['BSD loopback', NO_USB],
  1: ['Ethernet', NO_USB],
  6: ['Token Ring', NO_USB],
  9: ['PPP', NO_USB],
  12: ['raw IP', NO_USB],
  14: ['raw IP', NO_USB],
  101: ['raw IP', NO_USB],
  105: ['IEEE 802.11', NO_USB],
  108: ['OpenBSD loopback', NO_USB],
  113: ['Linux cooked capture', NO_USB],
  119: ['Prism 802.11', NO_USB],
  127: ['radiotap 802.11', NO_USB],
  147: ['private use', NO_USB],
  186: ['USB of FreeBSD', USB],
  187: ['Bluetooth HCI', BLUETOOTH],
  195: ['IEEE 802.15.4', NO_USB],
  201: ['Bluetooth HCI with direction', BLUETOOTH],
  227: ['CAN', NO_USB],
  228: ['IPv4', NO_USB],
  229: ['IPv6', NO_USB],
  230: ['IEEE 802.15.4 without checksum', NO_USB],
  251: ['Bluetooth LE', BLUETOOTH],
  252: ["Wireshark's upper layers", NO_USB],
  253: ['Linux netlink', NO_USB],
  254: ['Bluetooth monitor of Linux', BLUETOOTH],
  255: ['Bluetooth BR/EDR', BLUETOOTH],
  256: ['Bluetooth LE with radio header', BLUETOOTH],
  272: ['Bluetooth LE of a Nordic sniffer', BLUETOOTH],
  276: ['Linux cooked capture v2', NO_USB],
  288: ['USB packets of a bus analyser', USB],
  293: ['low-speed USB packets of a bus analyser', USB],
  294: ['full-speed USB packets of a bus analyser', USB],
  295: ['high-speed USB packets of a bus analyser', USB],
};

/** Why a capture of this link type is not read. */
export function linkTypeProblem(linkType: number): string {
  const [name, about] = LINK_TYPES[linkType] ?? ['unknown here', NO_USB];
  return `link type ${linkType} (${name}): ${about}; expected usbmon (189, 220), USBPcap (249) or Darwin (266)`;
}
