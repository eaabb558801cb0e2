// Binaryen's optimizer (wasm-opt), on what wasm-bindgen wrote; with one step before it that has no option of its own.
import binaryen from "binaryen";

/** What Node 18 has, one by one: `All` makes Binaryen write types that it rejects. */
const { BulkMemory, BulkMemoryOpt, Multivalue, MutableGlobals, NontrappingFPToInt, ReferenceTypes, SignExt } =
  binaryen.Features;
const features =
  BulkMemory | BulkMemoryOpt | Multivalue | MutableGlobals | NontrappingFPToInt | ReferenceTypes | SignExt;

/** Not in the package's types. @type {(func: number, body: number) => void} */
const setBody = /** @type {any} */ (binaryen).Function.setBody;

/**
 * Where Rust's libraries go when there is no way on: to write a message, which on this target has no reader, and then to
 * trap. Matched in the names that the compiler gives; this crate's own have none of these words.
 */
const panics =
  /panic|_index_fail|slice_error_fail|unwrap_failed|expect_failed|capacity_overflow|handle_(?:alloc_)?error/;

/**
 * @param {Uint8Array} wasm with the names of its functions
 * @returns {Uint8Array} the same, smaller and faster, without names
 */
export function optimize(wasm) {
  binaryen.setDebugInfo(true);
  const module = binaryen.readBinary(wasm);
  module.setFeatures(features);
  trapAtOnce(module);
  binaryen.setDebugInfo(false);
  binaryen.setOptimizeLevel(3);
  binaryen.setShrinkLevel(0);
  // Else every function with one caller disappears into it, the seldom ones too, and V8 compiles whole functions: at the
  // first login, all that the login does not do.
  binaryen.setOneCallerInlineMaxSize(30);
  module.optimize();
  module.runPasses(["strip-producers", "strip-target-features"]);
  if (!module.validate()) throw new Error("the optimizer wrote no valid WebAssembly");
  const optimized = module.emitBinary();
  module.dispose();
  return optimized;
}

/**
 * A panic traps at once, without the message: the formatting was a fifth of the file.
 * @param {binaryen.Module} module
 */
function trapAtOnce(module) {
  let found = 0;
  for (let index = 0; index < module.getNumFunctions(); index += 1) {
    const func = module.getFunctionByIndex(index);
    const { name, module: importedFrom } = binaryen.getFunctionInfo(func);
    if (importedFrom || !panics.test(name)) continue;
    if (name.includes("picture_claim")) throw new Error(`"${name}" has the name of a panic: rename it`);
    setBody(func, module.unreachable());
    found += 1;
  }
  if (found < 5)
    throw new Error(`only ${found} functions have the name of a panic: have the compiler's names changed?`);
}
