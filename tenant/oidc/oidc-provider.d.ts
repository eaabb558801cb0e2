// The part of oidc-provider that the tenant uses; the package comes without types.
declare module "oidc-provider" {
  import type { IncomingMessage, ServerResponse } from "node:http";

  export interface Adapter {
    upsert(id: string, payload: Record<string, any>, expiresIn: number): Promise<void>;
    find(id: string): Promise<Record<string, any> | undefined>;
    findByUid(uid: string): Promise<Record<string, any> | undefined>;
    findByUserCode(userCode: string): Promise<Record<string, any> | undefined>;
    consume(id: string): Promise<void>;
    destroy(id: string): Promise<void>;
    revokeByGrantId(grantId: string): Promise<void>;
  }

  export interface Grant {
    jti: string;
    addOIDCScope(scope: string): void;
    save(): Promise<string>;
  }

  export interface Session {
    jti: string;
    accountId?: string;
    destroy(): Promise<void>;
  }

  export interface Context {
    req: IncomingMessage;
    res: ServerResponse;
    ip: string;
    method: string;
    hostname: string;
    type: string;
    status: number;
    body: unknown;
    get(header: string): string;
    set(header: string, value: string): void;
    oidc: {
      provider: Provider;
      client: { clientId: string; clientName?: string };
      session: Session;
      grant: Grant;
      account?: { accountId: string };
      params: { scope?: string; state?: string; redirect_uri: string; toPlainObject(): Record<string, unknown> };
      entities: { Grant?: Grant };
      requestParamScopes: Set<string>;
    };
  }

  export class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>);
    readonly issuer: string;
    Grant: { new (fields: { accountId: string; clientId: string }): Grant };
    Session: { get(context: Context): Promise<Session> };
    createContext(request: IncomingMessage, response: ServerResponse): Context;
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    interactionDetails(
      request: IncomingMessage,
      response: ServerResponse,
    ): Promise<{ uid: string; params: Record<string, unknown> }>;
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>;
    on(event: "server_error", listener: (context: Context, error: Error) => void): this;
  }

  export namespace errors {
    class OIDCProviderError extends Error {}
    class AccessDenied extends OIDCProviderError {
      constructor(description: string);
    }
    class SessionNotFound extends OIDCProviderError {}
  }

  export namespace interactionPolicy {
    class Check {
      constructor(
        reason: string,
        description: string,
        error: string,
        check: (context: Context) => boolean | Promise<boolean>,
      );
      static REQUEST_PROMPT: true;
      static NO_NEED_TO_PROMPT: false;
    }
    class Prompt {
      constructor(options: { name: string; requestable?: boolean }, ...checks: Check[]);
    }
    type Policy = Prompt[] & { add(prompt: Prompt): void; remove(name: string): void };
    function base(): Policy;
  }

  export default Provider;
}
