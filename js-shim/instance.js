// One WebAssembly instance with its glue. wasm-bindgen's glue keeps its state in module variables, so the build wraps
// this module in a function (js-shim/bundle.js): each call of it makes a new instance, and nothing runs before.
import { Action, initSync } from "picture-claim:glue";
import bytes from "picture-claim:wasm";

initSync({ module: new WebAssembly.Module(bytes) });

export { Action };
