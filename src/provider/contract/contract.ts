/**
 * One contract for whoever serves, calls or tests: our OpenAPI files, with ajv behind them. A schema
 * is compiled when it is first needed and kept.
 */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type {
  Body,
  OpenApiDocument,
  Operation,
  Parameter,
  Problem,
  Reference,
} from './document.js';

const MAX_PROBLEMS = 50;

export class Contract {
  readonly operations: ReadonlyMap<string, Operation>;
  private readonly documents: ReadonlyMap<string, OpenApiDocument>;
  private readonly ajv: Ajv2020;
  private readonly compiled = new Map<string, ValidateFunction>();

  constructor(documents: readonly OpenApiDocument[]) {
    this.documents = new Map(documents.map((document) => [document.name, document]));
    // x-conflict and other OpenAPI words are no JSON Schema; unions of types are meant.
    this.ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
    (addFormats as unknown as { default: (ajv: Ajv2020) => void }).default(this.ajv);
    this.ajv.addFormat('int32', { type: 'number', validate: isInt32 });
    for (const { name, ...document } of documents) {
      this.ajv.addSchema({ ...document, $id: `${name}.yaml` });
    }
    this.operations = new Map(documents.flatMap(operationsOf).map((one) => [one.id, one]));
  }

  /** The document as it is published, for `/openapi.json`. */
  document(name: Operation['contract']): Readonly<Record<string, unknown>> {
    const { name: _, ...document } = this.documents.get(name)!;
    return document;
  }

  /** @throws RangeError for an operation no contract has. */
  operation(id: string): Operation {
    const found = this.operations.get(id);
    if (found === undefined) throw new RangeError(`no operation ${JSON.stringify(id)}`);
    return found;
  }

  /** What is wrong with a request; nothing when it is as the contract wants it. */
  validateRequest(
    id: string,
    { query, body }: { query?: Readonly<Record<string, string>>; body?: unknown },
  ): readonly Problem[] {
    const operation = this.operation(id);
    const problems = this.placed(operation).flatMap((placed) =>
      placed.parameter.in === 'query' ? this.judgeParameter(operation, placed, query ?? {}) : [],
    );
    const { requestBody } = operation.object;
    if (requestBody?.content?.['application/json'] === undefined) return problems;
    const schema = `${operation.pointer}/requestBody/content/application~1json/schema`;
    return [...problems, ...this.judge(operation, schema, body)];
  }

  /**
   * What is wrong with an answer's body. A text body is judged as text.
   * An undocumented status is a problem of its own.
   */
  validateAnswer(id: string, status: number, body: unknown): readonly Problem[] {
    const operation = this.operation(id);
    const { responses } = operation.object;
    const key = String(status) in responses ? String(status) : 'default';
    const named = responses[key];
    if (named === undefined) {
      const known = Object.keys(responses).join(', ');
      return [{ at: '', message: `status ${status} is not documented: expected ${known}` }];
    }
    const { pointer, value } = this.resolved(
      operation,
      `${operation.pointer}/responses/${key}`,
      named,
    );
    const { content } = value as Body;
    const type = content && ('application/json' in content ? 'application~1json' : 'text~1plain');
    if (type === undefined) return [];
    return this.judge(operation, `${pointer}/content/${type}/schema`, body);
  }

  parameters(operation: Operation): readonly Parameter[] {
    return this.placed(operation).map(({ parameter }) => parameter);
  }

  private placed(operation: Operation): { parameter: Parameter; pointer: string }[] {
    return (operation.object.parameters ?? []).map((given, index) => {
      const at = `${operation.pointer}/parameters/${index}`;
      const { pointer, value } = this.resolved(operation, at, given);
      return { parameter: value as Parameter, pointer };
    });
  }

  private judgeParameter(
    operation: Operation,
    { parameter, pointer }: { parameter: Parameter; pointer: string },
    query: Readonly<Record<string, string>>,
  ): readonly Problem[] {
    const { name, required, schema } = parameter;
    const text = Object.hasOwn(query, name) ? query[name] : undefined;
    if (text === undefined) {
      return required === true ? [{ at: `?${name}`, message: `${name}: required` }] : [];
    }
    // Everything in a query is text; a whole number is meant where the schema wants one.
    const value = schema.type === 'integer' && /^-?\d{1,15}$/.test(text) ? Number(text) : text;
    return this.judge(operation, `${pointer}/schema`, value).map(({ message }) => ({
      at: `?${name}`,
      message: `${name} ${message}`,
    }));
  }

  private judge(operation: Operation, pointer: string, value: unknown): readonly Problem[] {
    const validate = this.pointed(operation, `#${pointer}`);
    return validate(value) ? [] : problemsOf(validate.errors);
  }

  private pointed({ contract }: Operation, ref: string): ValidateFunction {
    const uri = `${contract}.yaml${ref}`;
    return this.cached(uri, () => this.ajv.compile({ $ref: uri }));
  }

  private cached(key: string, make: () => ValidateFunction): ValidateFunction {
    const found = this.compiled.get(key) ?? make();
    this.compiled.set(key, found);
    return found;
  }

  /** References between responses and parameters are OpenAPI's, not JSON Schema's. */
  private resolved(
    { contract }: Operation,
    pointer: string,
    value: object,
  ): { pointer: string; value: unknown } {
    if (!('$ref' in value)) return { pointer, value };
    const target = (value as Reference).$ref.replace(/^#/, '');
    let found: unknown = this.documents.get(contract);
    for (const step of target.split('/').slice(1)) {
      found = (found as Record<string, unknown>)[step.replaceAll('~1', '/')];
    }
    return { pointer: target, value: found };
  }
}

function operationsOf({ name, paths }: OpenApiDocument): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, object]) => ({
      id: object.operationId,
      contract: name,
      method: method.toUpperCase() as Operation['method'],
      path,
      host: object['x-hosted-by'] === 'ledger' ? ('ledger' as const) : ('provider' as const),
      pointer: `/paths/${path.replaceAll('/', '~1')}/${method}`,
      object,
    })),
  );
}

function problemsOf(errors: readonly ErrorObject[] | null | undefined): Problem[] {
  return (errors ?? []).slice(0, MAX_PROBLEMS).map(({ instancePath, message, keyword, params }) => {
    const allowed =
      keyword === 'enum'
        ? `: ${(params as { allowedValues: unknown[] }).allowedValues.join(', ')}`
        : '';
    return { at: instancePath, message: `${message ?? keyword}${allowed}` };
  });
}

const isInt32 = (value: number) => Number.isInteger(value) && Math.abs(value) <= 0x7fffffff;
