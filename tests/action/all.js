// The tests of pkg/action.js in one process: `node --test` would start others, without this one's V8 options.
import "./cases.test.js";
import "./handler.test.js";
import "./properties.test.js";
