/**
 * The package's own modules, run as scripts so that their compiled code can be kept: what
 * `module.enableCompileCache` does from Node 22.1 on. To be removed with Node 20.
 */
import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checksum, readCode, writeCode } from './code-file.js';
import { type ModuleScript, moduleScript } from './module-script.js';

/** Where compiled code is kept, and for whom. */
export interface KeptCode {
  readonly folder: string;
  /** Changes with any of the modules. */
  readonly build: string;
  /** Each command has a file of its own: what one of them runs, others may not. */
  readonly command: string | undefined;
}

type Exports = Readonly<Record<string, unknown>>;

interface Source extends ModuleScript {
  /** Of the file as it is: somebody may have edited it since the build. */
  readonly checksum: number;
}

const COMMAND = /^[a-z]{1,20}$/;
const OTHER = 'other';

export class ScriptModules {
  private readonly root: URL;
  private readonly path: string;
  private readonly kept: ReadonlyMap<string, Buffer>;
  private readonly sources = new Map<string, Source>();
  private readonly loaded = new Map<string, Exports>();
  private readonly packages = new Map<string, Exports>();
  private readonly compiled = new Map<string, import('node:vm').Script>();
  private isKept = true;
  /** How often something was loaded with `import()`. */
  private imports = 0;

  /** @param root the folder of the modules. */
  constructor(root: URL, { folder, build, command = '' }: KeptCode) {
    this.root = root;
    this.path = fileURLToPath(root);
    const name = COMMAND.test(command) ? command : OTHER;
    const file = join(folder, `${process.version}-${process.arch}-${name}.code`);
    this.kept = readCode(file, build);
    process.on('exit', () => {
      // What loads nothing of its own may be no command at all.
      if (this.isKept || (this.imports < 2 && name !== OTHER)) return;
      const code = [...this.compiled].map(
        ([name, script]) => [name, script.createCachedData()] as const,
      );
      const others = [...this.kept].filter(([key]) => !this.sources.has(key.replace(/ \d+$/, '')));
      writeCode(file, build, new Map([...others, ...code]));
    });
  }

  /** As `import()` in a module of the folder itself. */
  import(specifier: string): Promise<Exports> {
    return this.importFrom('', specifier);
  }

  private async importFrom(importer: string, specifier: string): Promise<Exports> {
    this.imports++;
    const name = this.nameOf(importer, specifier);
    if (name === undefined) return import(specifier);
    await this.importPackages(name);
    return this.load(name);
  }

  /** A module's name: its path below the root; undefined for all that is not ours. */
  private nameOf(importer: string, specifier: string): string | undefined {
    if (specifier.startsWith('.')) return posix.join(posix.dirname(importer), specifier);
    // A name of `imports` in package.json: for Node, the path of a file here (`scripts/bundle/modules.mjs`).
    return specifier.startsWith('#') ? `${specifier.slice(1)}.js` : undefined;
  }

  /** What is imported from packages by what is to be loaded: only here can it be waited for. */
  private async importPackages(name: string): Promise<void> {
    const wanted = new Set<string>();
    const seen = new Set<string>();
    const visit = (one: string) => {
      if (seen.has(one) || this.loaded.has(one)) return;
      seen.add(one);
      for (const specifier of this.source(one).imports) {
        const next = this.nameOf(one, specifier);
        if (next !== undefined) visit(next);
        else if (!specifier.startsWith('node:')) wanted.add(specifier);
      }
    };
    visit(name);
    for (const specifier of wanted) {
      if (!this.packages.has(specifier)) this.packages.set(specifier, await import(specifier));
    }
  }

  private source(name: string): Source {
    let source = this.sources.get(name);
    if (source === undefined) {
      const text = readFileSync(this.path + name, 'utf8');
      source = { ...moduleScript(text), checksum: checksum(text) };
      this.sources.set(name, source);
    }
    return source;
  }

  private load(name: string): Exports {
    const known = this.loaded.get(name);
    if (known !== undefined) return known;
    const { code, imports } = this.source(name);
    const modules = imports.map((specifier) => this.imported(name, specifier));
    const run = this.compile(name, code).runInThisContext();
    const filename = this.path + name;
    const meta = { url: new URL(name, this.root).href, filename, dirname: dirname(filename) };
    const exports: Exports = run(
      modules,
      (specifier: string) => this.importFrom(name, specifier),
      meta,
    );
    this.loaded.set(name, exports);
    return exports;
  }

  private imported(importer: string, specifier: string): Exports {
    const name = this.nameOf(importer, specifier);
    if (name !== undefined) return this.load(name);
    const found = this.packages.get(specifier);
    if (found !== undefined) return found;
    const builtin = process.getBuiltinModule(specifier) as object;
    return Object.assign(Object.create(builtin), { default: builtin });
  }

  private compile(name: string, code: string): import('node:vm').Script {
    const { Script } = process.getBuiltinModule('node:vm');
    const key = `${name} ${this.source(name).checksum}`;
    const cachedData = this.kept.get(key);
    const script = new Script(code, {
      filename: this.path + name,
      ...(cachedData === undefined ? {} : { cachedData }),
    });
    if (cachedData === undefined || script.cachedDataRejected === true) this.isKept = false;
    this.compiled.set(key, script);
    return script;
  }
}
