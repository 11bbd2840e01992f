/** Keys that pass through: known from then on, so that no line and no report shows them. */
import { SECRET_NAME } from '../test/authentication.js';
import type { HttpRequest } from '../test/exchange.js';
import type { Profile } from '../test/profile.js';

/** Of one name; a client that sends another at every call is hidden by its name alone. */
const MOST = 50;

export class SeenSecrets {
  private readonly profile: Profile;
  private readonly values = new Map<string, string>();

  constructor(profile: Profile) {
    this.profile = profile;
  }

  /** Headers of this request that let its sender in. */
  note({ headers, url }: HttpRequest): Readonly<Record<string, string>> {
    const own = Object.entries(headers).filter(([name]) => SECRET_NAME.test(name));
    const { searchParams } = new URL(url);
    for (const [name, value] of [
      ...own,
      ...[...searchParams].filter(([name]) => SECRET_NAME.test(name)),
    ]) {
      if (this.values.size < MOST) this.values.set(value, name);
    }
    return Object.fromEntries(own);
  }

  /** The profile with them, for whoever redacts. */
  shownProfile(): Profile {
    const seen = [...this.values].map(([value, name], at) => [`${name} ${at + 1}`, value]);
    return { ...this.profile, headers: { ...Object.fromEntries(seen), ...this.profile.headers } };
  }
}
