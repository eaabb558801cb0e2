// `npm run fuzz`: the shipped file against the twin on 200,000 arbitrary events, other ones each time. Arguments: another
// number of events, and the seed of a run to repeat.
import { compare } from "./differential.js";

const decisions = Number(process.argv[2] ?? 200_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const logins = Math.ceil(decisions / 50);
console.log(`${decisions} decisions and ${logins} logins, seed ${seed}`);
const met = await compare({ decisions, logins, seed });
console.log(`agreed on all; met: ${[...met].sort().join(", ")}`);
