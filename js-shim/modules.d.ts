// What only the build knows (js-shim/bundle.js).

/** Makes a WebAssembly instance, with glue of its own. */
declare function load(): { Action: new (defaultPictureUrl: unknown, allowedPictureHosts: unknown) => any };

declare module "picture-claim:glue" {
  export const Action: any;
  export function initSync(options: { module: WebAssembly.Module }): void;
}

declare module "picture-claim:wasm" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}
