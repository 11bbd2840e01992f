/** Automation rules as Speculos reads them, and as the served device obeys them. */
import { describe, expect, it } from 'vitest';
import { Automation } from '../../src/server/automation.js';
import { firstFitInTime } from '../../src/server/node-pattern.js';
import { requestOf, stepsOf } from '../host/flow.js';
import { turns } from '../turns.js';
import { handler } from './handler.js';

const rules = (...list: unknown[]) => JSON.stringify({ version: 1, rules: list });
const LEFT = ['button', 1, true];
const RIGHT = ['button', 2, true];
const at = (text: string, x = 0, y = 0) => ({ text, x, y });

describe('rules', () => {
  it('take the first that fits and has actions', async () => {
    const automation = new Automation(
      rules(
        { text: 'Sign' },
        { text: 'Sign', x: 5, actions: [RIGHT] },
        { regexp: 'Si', actions: [LEFT] },
        { actions: [['exit']] },
      ),
    );
    expect(await automation.actionsFor(at('Sign'))).toEqual([LEFT]);
    expect(await automation.actionsFor(at('Sign', 5))).toEqual([RIGHT]);
    expect(await automation.actionsFor(at('No Sign'))).toEqual([['exit']]);
  });

  it('compare a regexp from the start of the text, and again for each text', async () => {
    const automation = new Automation(rules({ regexp: '(?i)review|x', actions: [LEFT] }));
    for (let i = 0; i < 2; i++) {
      expect(await automation.actionsFor(at('Review transaction'))).toEqual([LEFT]);
      expect(await automation.actionsFor(at('To review'))).toEqual([]);
    }
  });

  /** Answers of Python 3.11's `re.match`. */
  it.each([
    ['(?P<a>.)(?P=a)\\Z', ['aa'], ['ab', 'aa\n']],
    ['Sign$', ['Sign', 'Sign\n'], ['Sign it']],
    ['(?m)Sign$', ['Sign\nit'], ['Sign it']],
    ['(?m)it|^S', ['Sign', 'it'], ['no it']],
    ['(?m)\\ASign\\Z', ['Sign'], ['Sign\nit']],
    ['a{,3}b', ['b', 'aaab'], ['aaaab', 'a{,3}b']],
    ['[]a]+$', [']a'], ['[a', 'b']],
    ['[^]a]', ['b'], [']', 'a']],
    ['\\\\A', ['\\A'], ['A']],
    ['a.b', ['a\rb', 'axb'], ['a\nb']],
    ['(?s)a.b', ['a\nb'], []],
    ['(?a)(?#a note)Sign', ['Sign'], ['(?#a note)Sign']],
    ['[.$^]', ['.', '$', '^'], ['x']],
  ])('%s is what it is in Python', async (regexp, fits, fitsNot) => {
    const automation = new Automation(rules({ regexp, actions: [LEFT] }));
    for (const text of fits)
      expect([text, await automation.actionsFor(at(text))]).toEqual([text, [LEFT]]);
    for (const text of fitsNot)
      expect([text, await automation.actionsFor(at(text))]).toEqual([text, []]);
  });

  it('may carry comments behind the first, as the schema of Speculos has it', async () => {
    const automation = new Automation(rules({ text: 'a' }, { comment: 'all', actions: [LEFT] }));
    expect(await automation.actionsFor(at('b'))).toEqual([LEFT]);
  });

  it('know variables, false until they are set', async () => {
    const automation = new Automation(
      rules(
        { text: 'a', conditions: [['seen', false]], actions: [['setbool', 'seen', true]] },
        { text: 'a', conditions: [['seen', true]], actions: [LEFT] },
      ),
    );
    expect(await automation.actionsFor(at('a'))).toEqual([['setbool', 'seen', true]]);
    automation.set('seen', true);
    expect(await automation.actionsFor(at('a'))).toEqual([LEFT]);
  });

  it.each([
    ['', /the document: expected JSON/],
    ['[]', /the document: expected an object/],
    ['{"version":2,"rules":[]}', /version: expected 1, found 2/],
    ['{"version":1}', /rules: expected a list, found nothing/],
    ['{"version":1,"rules":[],"x":1}', /only version, rules, found "x"/],
    [rules({ txt: 'a' }), /rules\[0\]: expected only text/],
    [rules({}, { x: 1.5 }), /rules\[1\]\.x: expected a whole number/],
    [rules({ regexp: '(' }), /rules\[0\]\.regexp: expected a regular expression/],
    [rules({ regexp: '(?x)a b' }), /rules\[0\]\.regexp: expected a regular expression/],
    [rules({ conditions: [['a']] }), /conditions\[0\]: expected \[name, true or false\]/],
    [rules({ actions: [['button', 1]] }), /actions\[0\]: expected \["button"/],
    [rules({ actions: [['exit', 1]] }), /actions\[0\]/],
    [rules({ regexp: 'a'.repeat(600) }), /at most 512 characters/],
  ])('refuse %j', (document, message) => {
    expect(() => new Automation(document)).toThrow(message);
  });

  it('end a pattern that takes for ever, and leave this thread alone meanwhile', async () => {
    const slow = { regexp: '(a+)+$', actions: [LEFT] };
    const automation = new Automation(rules({ regexp: 'b' }, slow), firstFitInTime);
    let turns = 0;
    const ticking = setInterval(() => turns++, 10);
    const late = automation.actionsFor(at(`${'a'.repeat(40)}b`));
    await expect(late).rejects.toThrow(
      'rules[1].regexp: expected a pattern that is done within a second',
    );
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(5);
    expect(await automation.actionsFor(at('aaa'))).toEqual([LEFT]);
  });

  it('compare texts elsewhere as they do here', async () => {
    const list = [
      { regexp: 'x' },
      { regexp: '(?i)sign|(a)\\1', actions: [LEFT] },
      { actions: [RIGHT] },
    ];
    const automation = new Automation(rules(...list), firstFitInTime);
    const texts = ['Signed', 'aa', 'a'];
    const actions = await Promise.all(texts.map((text) => automation.actionsFor(at(text))));
    expect(actions).toEqual([[LEFT], [LEFT], [RIGHT]]);
  });
});

describe('/automation', () => {
  const PRESS_RIGHT = [RIGHT, ['button', 2, false]];
  const PRESS_BOTH = [LEFT, RIGHT, ['button', 1, false], ['button', 2, false]];
  const APPROVE = rules(
    { regexp: 'Sign transaction', actions: PRESS_BOTH },
    { regexp: '.*', conditions: [['done', true]] },
    { regexp: 'Review|Exchange partner|Send|Receive|Get|Fees|Network', actions: PRESS_RIGHT },
  );

  /** From one end of the menu to the other and back. */
  const FOREVER = rules(
    {
      regexp: 'App info|Version',
      actions: [
        ['button', 1, true],
        ['button', 1, false],
      ],
    },
    { regexp: '.', actions: PRESS_RIGHT },
  );

  it('approves a whole review', async () => {
    const server = handler({ settings: { build: 'test' } });
    const device = server.simulator();
    const steps = await stepsOf(device, requestOf(device, 'SWAP_NG', {}, { user: 'reject' }));
    expect((await server.json('POST', '/automation', APPROVE)).json).toEqual({});
    const answers: unknown[] = [];
    for (const { apdu } of steps.flatMap(({ exchanges }) => exchanges)) {
      const data = Buffer.from(apdu).toString('hex');
      answers.push((await server.json('POST', '/apdu', { data })).json);
    }
    expect(answers.at(-1)).toEqual({ data: '9000' });
  });

  it('rules that press for ever leave the server to its other clients', async () => {
    const server = handler({ settings: { build: 'production' } });
    await server.json('POST', '/automation', FOREVER);
    await server.json('POST', '/button/right', { action: 'press-and-release' });
    for (let i = 0; i < 50; i++) {
      const { json } = await server.json('POST', '/apdu', { data: 'e002000300' });
      expect(json).toEqual({ data: '0404029000' });
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await server.devices.close();
  });

  it('makes a thousand actions between two commands and no more, and says so', async () => {
    const server = handler({ settings: { build: 'production' } });
    const journal = () => server.devices.get()!.journal;
    const stopped = new Promise<string>((resolve) => {
      journal().onEntry(({ happening }) => {
        if (happening.type === 'automation') resolve(happening.error);
      });
    });
    await server.json('POST', '/automation', FOREVER);
    await server.json('POST', '/button/right', { action: 'press-and-release' });
    expect(await stopped).toMatch(/^1000 actions since the last command: the rules wait/);
    await turns();
    const { length } = journal().since();
    await turns();
    expect(journal().since()).toHaveLength(length);
    await server.json('POST', '/apdu', { data: 'e002000300' });
    await server.json('POST', '/button/right', { action: 'press-and-release' });
    await expect.poll(() => journal().since().length).toBeGreaterThan(length + 4);
  });

  it('switches a document off whose pattern takes for ever; others are served meanwhile', async () => {
    const server = handler({ settings: { build: 'production' }, firstFit: firstFitInTime });
    const slow = '(.|.|.|.|.|.|.|.|.|.)*q';
    const list = Array.from({ length: 256 }, () => ({ regexp: slow, actions: [LEFT] }));
    const { journal } = server.devices.get()!;
    const stopped = new Promise<string>((resolve) => {
      journal.onEntry(({ happening }) => {
        if (happening.type === 'automation') resolve(happening.error);
      });
    });
    await server.json('POST', '/automation', rules(...list));
    await server.json('POST', '/button/right', { action: 'press-and-release' });
    const answers: unknown[] = [];
    const asked = (async () => {
      for (let i = 0; i < 20; i++) {
        answers.push((await server.json('POST', '/apdu', { data: 'e002000300' })).json);
      }
    })();
    const why = await stopped;
    await asked;
    expect(answers).toEqual(Array(20).fill({ data: '0404029000' }));
    expect(why).toMatch(/^rules\[\d+\]\.regexp: expected a pattern that is done within a second/);
    expect(why).toMatch(/: the rules are switched off$/);
    const shown = (await server.json('GET', '/sim/journal')).json as {
      entries: { type: string }[];
    };
    expect(shown.entries).toContainEqual(
      expect.objectContaining({ type: 'automation', error: why }),
    );
  });

  /** What is pressed when a screen with the two lines `App info`, … comes up. */
  async function pressed(...list: unknown[]): Promise<string[]> {
    const server = handler({ settings: { build: 'production' } });
    await server.json('POST', '/automation', rules(...list));
    await server.json('POST', '/button/right', { action: 'press-and-release' });
    await turns();
    const made = server.devices.get()?.journal.since() ?? [];
    // The first one is ours.
    return made
      .flatMap(({ happening }) => (happening.type === 'press' ? happening.button : []))
      .slice(1);
  }

  it('a variable that one text sets is what the rules for the next one see', async () => {
    const once = [...PRESS_RIGHT, ['setbool', 'seen', true]];
    const first = [['setbool', 'seen', true], ...PRESS_RIGHT];
    for (const actions of [once, first]) {
      const rule = { regexp: '.+', conditions: [['seen', false]], actions };
      expect(await pressed(rule)).toEqual(['right']);
      expect(await pressed({ conditions: [['seen', false]], actions })).toEqual(['right']);
    }
  });

  it('are offered the clearing of the screen, too', async () => {
    const rule = { text: '', x: 0, y: 0, conditions: [['seen', false]] };
    const actions = [['setbool', 'seen', true], ...PRESS_RIGHT];
    expect(await pressed({ ...rule, actions })).toEqual(['right']);
  });

  it('can stop the device', async () => {
    const stopped: string[] = [];
    const server = handler({ devicesOptions: { exit: (id) => stopped.push(id) } });
    await server.json('POST', '/automation', rules({ text: 'App info', actions: [['exit']] }));
    await server.json('POST', '/button/right', { action: 'press-and-release' });
    await turns();
    expect(stopped).toEqual(['1']);
  });

  it.each([
    ['file:/etc/passwd', 'invalid document'],
    ['{"version":1,"rules":[{"text":"é"}]}', 'invalid encoding'],
    ['{', 'invalid document'],
    [rules({ regexp: '(' }), 'invalid document'],
  ])('refuses %j as Speculos does', async (body, said) => {
    const response = await handler().send('POST', '/automation', body);
    expect([response.status, await response.json()]).toEqual([400, said]);
  });

  it('says why in a header', async () => {
    const response = await handler().send('POST', '/automation', rules({ x: 'a' }));
    expect(response.headers.get('x-reason')).toMatch(/^rules\[0\]\.x: expected a whole number/);
  });
});
