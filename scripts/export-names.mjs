/** What modules export, types included: those are gone when the module runs. */
import { typescript as ts } from './typescript-api.mjs';

/** @returns the names that each of the files exports, in no order. */
export function exportNames(files) {
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    noLib: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  return files.map((file) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(file));
    return checker.getExportsOfModule(module).map((symbol) => symbol.name);
  });
}
