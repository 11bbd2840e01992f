/** The journey page's modules, as the compiler left them. */
import { pageModules } from '../../server/node-page-modules.js';
import type { JourneyModules } from './journey-page.js';

const OWN = 'provider/backend/page/client/';
/** Shared with the page of a device. */
const SHARED = 'server/page/client/';
const USED: readonly string[] = ['api.js', 'dom.js'];
const MAIN = `${OWN}main.js`;

const COMPILED = new URL('../../', import.meta.url);

/** @param root folder of the compiled package. */
export function journeyModules(root: URL = COMPILED): JourneyModules {
  const own = pageModules(new URL(OWN, root));
  const shared = pageModules(new URL(SHARED, root));
  return async () => {
    const mine = [...(await own())].map(([file, text]) => [OWN + file, text] as const);
    const theirs = [...(await shared())]
      .filter(([file]) => USED.includes(file))
      .map(([file, text]) => [SHARED + file, text] as const);
    const isMain = ([path]: readonly [string, string]) => path === MAIN;
    return new Map([...mine.filter(isMain), ...mine.filter((one) => !isMain(one)), ...theirs]);
  };
}
