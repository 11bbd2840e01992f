/**
 * The store in a file. One order at a time the disk would be asked to sync for each; so everything
 * that is saved in one turn of the event loop is committed together (group commit), and every answer
 * waits for that. WAL and synchronous=FULL: what was committed survives a crash.
 */
import { DeviceError, InputError } from '../../errors.js';
import { cutLong, expected } from '../../shown.js';
import { type Database, loadSqlite, type Statement } from './node-sqlite.js';
import type { OrderRecord, PushRecord, QuoteRecord, Store } from './store.js';

/** "exs1" */
const APPLICATION_ID = 0x65787331;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS quotes (id TEXT PRIMARY KEY, expiry INTEGER, json TEXT) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS quotes_expiry ON quotes (expiry);
  CREATE TABLE IF NOT EXISTS orders
    (id TEXT PRIMARY KEY, created_at INTEGER, due_at INTEGER, json TEXT) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS orders_created ON orders (created_at);
  CREATE INDEX IF NOT EXISTS orders_due ON orders (due_at) WHERE due_at IS NOT NULL;
  CREATE TABLE IF NOT EXISTS pushes
    (id TEXT PRIMARY KEY, order_id TEXT, number INTEGER, due_at INTEGER, json TEXT) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS pushes_number ON pushes (number);
  CREATE INDEX IF NOT EXISTS pushes_order ON pushes (order_id, number);
  CREATE INDEX IF NOT EXISTS pushes_waiting ON pushes (order_id, number) WHERE due_at IS NOT NULL;
`;

/** A push is next when no older one of its order waits. */
const HEADS = `pushes AS p WHERE due_at IS NOT NULL AND number =
  (SELECT min(number) FROM pushes AS q WHERE q.order_id = p.order_id AND q.due_at IS NOT NULL)`;

/**
 * @throws InputError for a file that is something else; DeviceError when it cannot be opened, or
 * another process has it.
 */
export async function openStore(file: string): Promise<Store> {
  const { DatabaseSync } = await loadSqlite();
  const shown = cutLong(file);
  let database: Database | undefined;
  try {
    database = new DatabaseSync(file);
    // One process at a time: a second one would answer from memory that is out of date.
    database.exec('PRAGMA locking_mode=EXCLUSIVE');
    refuseOther(database, shown);
    database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;');
    database.exec(`BEGIN IMMEDIATE; ${SCHEMA} PRAGMA application_id=${APPLICATION_ID}; COMMIT;`);
    return new SqliteStore(database);
  } catch (error) {
    database?.close();
    if (error instanceof InputError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    if (/not a database/i.test(reason)) throw notOurs(shown);
    if (/locked|busy/i.test(reason)) {
      throw new DeviceError(expected(`--data ${shown}`, 'a file of our own', 'one in use'), {
        hint: 'Another provider serve has it open.',
      });
    }
    throw new DeviceError(`--data ${shown}: cannot be opened (${cutLong(reason)})`);
  }
}

function refuseOther(database: Database, file: string): void {
  const id = Number(database.prepare('PRAGMA application_id').get()?.application_id);
  const tables = Number(database.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.n);
  if (tables > 0 && id !== APPLICATION_ID) throw notOurs(file);
}

function notOurs(file: string): InputError {
  return new InputError(expected(`--data ${file}`, 'a file of provider serve', 'something else'), {
    hint: 'Name a file that does not exist yet: it is made.',
  });
}

class SqliteStore implements Store {
  private readonly database: Database;
  private readonly statements = new Map<string, Statement>();
  private pushNumber: number;
  /** The commit of this turn; undefined when nothing was saved. */
  private commit: Promise<void> | undefined;

  constructor(database: Database) {
    this.database = database;
    this.pushNumber = Number(this.get('SELECT max(number) AS n FROM pushes')?.n ?? 0);
  }

  saveQuote(quote: QuoteRecord): void {
    this.save(
      'INSERT OR REPLACE INTO quotes VALUES (?, ?, ?)',
      quote.id,
      quote.expiry,
      json(quote),
    );
  }

  quote(id: string): QuoteRecord | undefined {
    return this.record('SELECT json FROM quotes WHERE id = ?', id);
  }

  saveOrder(order: OrderRecord): void {
    const { id, createdAt, dueAt } = order;
    this.save(
      'INSERT OR REPLACE INTO orders VALUES (?, ?, ?, ?)',
      id,
      createdAt,
      dueAt,
      json(order),
    );
  }

  order(id: string): OrderRecord | undefined {
    return this.record('SELECT json FROM orders WHERE id = ?', id);
  }

  orders(limit: number): readonly OrderRecord[] {
    return this.records('SELECT json FROM orders ORDER BY created_at DESC LIMIT ?', limit);
  }

  savePush(push: PushRecord): void {
    const { id, orderId, number, dueAt } = push;
    const sql = 'INSERT OR REPLACE INTO pushes VALUES (?, ?, ?, ?, ?)';
    this.save(sql, id, orderId, number, dueAt, json(push));
  }

  pushes({ orderId, limit }: { orderId?: string; limit: number }): readonly PushRecord[] {
    const newest: readonly PushRecord[] =
      orderId === undefined
        ? this.records('SELECT json FROM pushes ORDER BY number DESC LIMIT ?', limit)
        : this.records(
            'SELECT json FROM pushes WHERE order_id = ? ORDER BY number DESC LIMIT ?',
            orderId,
            limit,
          );
    return newest.toReversed();
  }

  nextPushNumber(): number {
    return ++this.pushNumber;
  }

  dueOrders(now: number, limit: number): readonly OrderRecord[] {
    const sql = 'SELECT json FROM orders WHERE due_at <= ? ORDER BY due_at LIMIT ?';
    return this.records(sql, now, limit);
  }

  duePushes(now: number, limit: number): readonly PushRecord[] {
    const sql = `SELECT json FROM ${HEADS} AND due_at <= ? ORDER BY number LIMIT ?`;
    return this.records(sql, now, limit);
  }

  nextDue(): number | undefined {
    const order = this.get('SELECT min(due_at) AS at FROM orders WHERE due_at IS NOT NULL')?.at;
    const push = this.get(`SELECT min(due_at) AS at FROM ${HEADS}`)?.at;
    const known = [order, push].filter((at) => typeof at === 'number');
    return known.length === 0 ? undefined : Math.min(...known);
  }

  forgetQuotes(before: number): void {
    this.save('DELETE FROM quotes WHERE expiry < ?', before);
  }

  committed(): Promise<void> {
    return this.commit ?? Promise.resolve();
  }

  async close(): Promise<void> {
    await this.commit?.catch(() => {});
    unlocked(this.database);
    this.database.close();
  }

  private save(sql: string, ...values: readonly (string | number | null)[]): void {
    this.begin();
    this.prepared(sql).run(...values);
  }

  /** Ends with the turn, after every request that came in with it. */
  private begin(): void {
    if (this.commit !== undefined) return;
    this.database.exec('BEGIN');
    this.commit = new Promise((resolve, reject) => {
      setImmediate(() => {
        this.commit = undefined;
        try {
          this.database.exec('COMMIT');
          resolve();
        } catch (error) {
          // Nothing of this turn is kept, and nobody is told that it was.
          rolledBack(this.database);
          reject(error);
        }
      });
    });
    // Whoever waits hears of it; a failure that nobody waits for must not end the process.
    this.commit.catch(() => {});
  }

  private get(sql: string, ...values: readonly (string | number)[]) {
    return this.prepared(sql).get(...values);
  }

  private record<T>(sql: string, ...values: readonly (string | number)[]): T | undefined {
    const found = this.get(sql, ...values)?.json;
    return typeof found === 'string' ? (JSON.parse(found) as T) : undefined;
  }

  private records<T>(sql: string, ...values: readonly (string | number)[]): readonly T[] {
    return this.prepared(sql)
      .all(...values)
      .map((row) => JSON.parse(String(row.json)) as T);
  }

  private prepared(sql: string): Statement {
    const statement = this.statements.get(sql) ?? this.database.prepare(sql);
    this.statements.set(sql, statement);
    return statement;
  }
}

/** With the package, statements that are not collected yet keep the file open, and locked. */
function unlocked(database: Database): void {
  try {
    database.exec('PRAGMA journal_mode=DELETE; PRAGMA locking_mode=NORMAL;');
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch {
    // The file is gone: so is its lock.
  }
}

function rolledBack(database: Database): void {
  try {
    database.exec('ROLLBACK');
  } catch {
    // SQLite has done so itself.
  }
}

const json = (record: object) => JSON.stringify(record);
