// One WebAssembly instance with its glue. wasm-bindgen's glue keeps its state in module variables, so the build wraps
// this module in a function (js-shim/bundle.js): each call of it makes a new instance, and nothing runs before.
import { configure, decide, initSync, login } from "picture-claim:glue";

initSync({ module: new WebAssembly.Module(Buffer.from(wasm, "base64")) });

export { configure, decide, login };
