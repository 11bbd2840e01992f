/**
 * Tickers of the networks the Ethereum app knows by itself (app-ethereum 1.23.0, src/network.c):
 * fees are shown in them when the sub-configuration names no fee ticker.
 */

const TICKERS_OF_CHAINS = `
  ETH 1 3 4 5 10 138 288 300 324 1101 1135 1868 1923 1924 1946 3776 4202 8453 17000 42161 59141
  ETH 59144 60808 81457 84532 421614 534351 534352 534353 543210 11155111 11155420 168587773
  FLR 14 16, SGB 19, KAI 24, CRO 25, RBTC 30, TLOS 40, LYX 42, XDC 50, TXDC 51, BNB 56, SYS 57,
  ETC 61, OKT 66, MTR 82, POA 99, xDAI 100 10200, VLX 106, POL 137, S 146, OKB 196, BTT 199,
  EWT 246, OAS 248, FTM 250, KCS 321, SDN 336, PLS 369, ASTR 592, WAN 888, tPLS 943, HYPE 999,
  CFX 1030, METIS 1088, CORE 1116, GLMR 1284, MOVR 1285, SEI 1329, CUBE 1818, BITCI 1907,
  KAVA 2222, LYXt 4201, IOTX 4689 4690, XVM 4919, MNT 5000 5003, FTN 5165, ZETA 7000, BROCK 7171,
  SHFT 7341, KAIA 8217, EVMOS 9001, NUM 10507, NRG 39797, CELO 42220, XTZ 42793, AVAX 43114,
  aCELO 44787, GAS 47763 12227332, ETN 52014 5201420, bCELO 62320, MTV 62621, VOLTA 73799,
  BERA 80094, DIONE 153153, BTC 200810 200901, TCR 20531811 20531812, NEON 245022926 245022934,
  LUMIA 994873017, ONE 1666600000 1666600001, PALM 11297108109`;

let tickers: Map<string, string> | undefined;

/** Ticker of the network with this chain id, `???` for one the app does not know. */
export function networkTicker(chainId: bigint): string {
  tickers ??= parsed();
  return tickers.get(chainId.toString()) ?? '???';
}

export function isKnownNetwork(chainId: bigint): boolean {
  tickers ??= parsed();
  return tickers.has(chainId.toString());
}

function parsed(): Map<string, string> {
  const table = new Map<string, string>();
  for (const entry of TICKERS_OF_CHAINS.split(/[,\n]/)) {
    const [ticker, ...chains] = entry.trim().split(' ');
    for (const chain of chains) table.set(chain, ticker!);
  }
  return table;
}
