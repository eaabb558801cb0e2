// What only the build knows (js-shim/bundle.js).

/** What `src/boundary.rs` exports. */
interface Instance {
  configure(defaultPictureUrl: string | undefined, allowedPictureHosts: string | undefined): void;
  login(
    picture: unknown,
    metadataPicture: unknown,
    metadataText: string | undefined,
    gravatarDisabled: unknown,
    idToken: unknown,
  ): string | undefined;
  decide(
    picture: unknown,
    metadataPicture: unknown,
    gravatarDisabled: unknown,
    defaultPictureUrl: string | undefined,
    allowedPictureHosts: string | undefined,
  ): any;
}

/** Makes a WebAssembly instance, with glue of its own. */
declare function load(): Instance;

/** The WebAssembly, in base64. */
declare const wasm: string;

declare module "picture-claim:glue" {
  export const configure: Instance["configure"];
  export const decide: Instance["decide"];
  export const login: Instance["login"];
  export function initSync(options: { module: WebAssembly.Module }): void;
}
