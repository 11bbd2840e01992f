/** Addresses. */
import { findings } from '../entry.js';

export const ADDRESS_FINDINGS = findings({
  REFUND_ADDRESS_MISSING: {
    title: 'The refund address is missing',
    why: 'The device refuses: a refund could not come back to the user.',
    fix: 'Copy refundAddress of the request.',
    example: 'refund_address absent.',
    severity: 'error',
    ledger: 'MISSING_FIELD',
  },
  REFUND_ADDRESS_NOT_USERS: {
    title: "The refund address is not the user's",
    why: 'The coin app derives the address on the device and compares it as exact text.',
    fix: 'Copy refundAddress of the request, letter for letter.',
    example: "The provider's own address, or the right one in lower case.",
    severity: 'error',
    ledger: 'EXPECTED_VALUE_MISMATCH',
  },
  PAYOUT_ADDRESS_NOT_USERS: {
    title: "The payout address is not the user's",
    why: 'The device goes on, with a warning that the address does not belong to it.',
    fix: 'Copy payoutAddress of the request, letter for letter.',
    example: 'An Ethereum address in lower case: the checksum letters count.',
    severity: 'wrong-on-screen',
    ledger: 'EXPECTED_VALUE_MISMATCH',
  },
  ADDRESS_REFUND_PAYOUT_SWAPPED: {
    title: 'Refund and payout address stand in each other’s place',
    why: 'Each is checked by the coin app of its currency.',
    fix: 'refund_address is of the currency paid with, payout_address of the one received.',
    example: 'refund_address 0x… in an order that pays with BTC.',
    severity: 'error',
    ledger: 'EXPECTED_VALUE_MISMATCH',
  },
  ADDRESS_MISMATCH: {
    title: 'The pay-in address of the answer is not the signed one',
    why: 'The wallet pays to the address of the answer, and the coin app refuses it because another was signed.',
    fix: 'Use one address for payinAddress and for payin_address (sell, fund: in_address).',
    example: 'A new deposit address was drawn after the message was signed.',
    severity: 'error',
    ledger: 'EXPECTED_VALUE_MISMATCH',
  },
  ADDRESS_MALFORMED: {
    title: 'This cannot be an address of its coin',
    why: 'The coin app compares letter for letter, so nothing that is paid to it is signed; a user’s address of that form is not recognised.',
    fix: 'Write the address as the coin does: complete, with 0x on EVM networks, bech32 in lower case, no names.',
    example: 'vitalik.eth, 39 digits, or an EVM address without 0x.',
    severity: 'error',
  },
  ADDRESS_CHECKSUM: {
    title: 'The checksum of the address is wrong',
    why: 'A letter was changed, lost or added. What is paid to it is lost, or cannot be paid.',
    fix: 'Copy the address again, letter for letter.',
    example:
      'A bech32 address with one letter wrong; an EVM address whose capitals are not those of EIP-55.',
    severity: 'error',
  },
  ADDRESS_OTHER_NETWORK: {
    title: 'The address belongs to another network',
    why: 'The coin app of this currency does not know such addresses.',
    fix: 'Give an address of the network the currency is on; none of a test network.',
    example: 'A T… address of Tron in an order that pays with ETH.',
    severity: 'error',
  },
  ADDRESS_IS_URI: {
    title: 'The address is a URI',
    why: 'The device drops one prefix up to the first colon in payin_address and nowhere else; amounts and chains in a URI stay.',
    fix: 'Give the address alone.',
    example: 'bitcoin:bc1q…?amount=0.01, or eip155:1:0x….',
    severity: 'error',
  },
  ADDRESS_OF_NOBODY: {
    title: 'Nobody has the key of this address',
    why: 'What is paid there is lost.',
    fix: 'Use the address of the deposit; look for a default value that was never replaced.',
    example: '0x0000000000000000000000000000000000000000.',
    severity: 'error',
  },
});
