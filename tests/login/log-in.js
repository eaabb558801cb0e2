// One login in a process of its own, for tenants whose certificate only that process trusts (NODE_EXTRA_CA_CERTS is read at
// a process's start): `node tests/login/log-in.js TENANT USER` prints the ID token's claims.
import { logIn } from "./visitor.js";

const [tenant, userId] = process.argv.slice(2);
const { claims } = await logIn(JSON.parse(tenant), userId);
console.log(JSON.stringify(claims));
