// The part of express that the sample application uses. The package ships no types, and @types/express would be one
// more dependency for a dozen members.
declare module "express" {
  import type { IncomingMessage, Server, ServerResponse } from "node:http";

  export interface Request extends IncomingMessage {
    query: Record<string, unknown>;
    body: unknown;
    oidc: import("express-openid-connect").RequestContext;
    appSession?: Record<string, unknown>;
  }
  export interface Response extends ServerResponse {
    oidc: import("express-openid-connect").ResponseContext;
    status(code: number): this;
    set(headers: Record<string, string>): this;
    type(type: string): this;
    send(body: string): this;
    redirect(status: number, url: string): void;
    sendFile(path: string): void;
  }
  export type Handler = (req: Request, res: Response, next: (error?: unknown) => void) => unknown;
  export type ErrorHandler = (error: unknown, req: Request, res: Response, next: (error?: unknown) => void) => unknown;

  export interface Application {
    disable(setting: string): this;
    use(handler: Handler): this;
    use(handler: ErrorHandler): this;
    get(path: string, ...handlers: Handler[]): this;
    post(path: string, ...handlers: Handler[]): this;
    (req: IncomingMessage, res: ServerResponse): void;
  }
  function express(): Application;
  namespace express {
    function urlencoded(options: { extended: boolean; limit: string }): Handler;
  }
  export default express;
}
