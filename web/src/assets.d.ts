/** Logical names of built files → their address relative to a script; put in by `build.mjs`. */
declare const ASSETS: Record<string, string>;
