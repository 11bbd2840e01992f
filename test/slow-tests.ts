/**
 * What `npm run test:fast` leaves out, told here and nowhere else: tests of the built package, of
 * processes, sockets and browsers, whole provider runs, and those that try thousands of inputs.
 * `npm test` runs them, too.
 */
export const SLOW_TESTS = [
  // Folders.
  'test/{bulk,conformance,examples,fuzz,library,provider,reader,server}/**/*.test.ts',
  // Of the built package.
  'test/speculos-shim.test.ts',
  'test/cli/{process,compiled-code,usb-round-trip}.test.ts',
  'test/firmware/drift.test.ts',
  // Modules replaced by the test's own: these need a process for themselves.
  'test/cli/{real-device-docs,run-usb,provider}.test.ts',
  // Thousands of inputs, or pictures of everything.
  'test/check/{conforming,fixtures,ledger-rules,robustness}.test.ts',
  'test/check/device/matrix.test.ts',
  'test/check/rules/payload/payload-around.test.ts',
  'test/check/rules/signature/{base-multiples,carriers,cases,causes}.test.ts',
  'test/cli/{addresses,check-bulk,check-screens,check,currencies,import,key-*,one-reading,provider-watch,run-*,run,schemas,test}.test.ts',
  'test/decode/{altered,golden,golden-firmware}.test.ts',
  'test/keys/{openssl,round-trips}.test.ts',
  'test/logs/{archives,producers}.test.ts',
  'test/logs/usb/*.test.ts',
  'test/order/one-order.test.ts',
  'test/picture/*.test.ts',
  'test/replay/{fresh,redact}.test.ts',
  'test/scenario/{backends,running-backend,shipped,size-limits}.test.ts',
  'test/sign/{mistakes,payload-maker}.test.ts',
  'test/simulator/{fuzz,verifier}.test.ts',
  'test/simulator/coins/*-signing.test.ts',
  'test/simulator/screens/{lossless,properties}.test.ts',
  'test/simulator/screens/draw/svg.test.ts',
  'test/simulator/screens/pixels/pictures.test.ts',
  'test/testing/provider-api.test.ts',
  'test/transport/{roads,sse,speculos}.test.ts',
];
