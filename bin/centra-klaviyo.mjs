#!/usr/bin/env node
import module from "node:module";
import "./require-node.mjs";
import "./bound-memory.mjs";

module.enableCompileCache?.();

await import("../src/main.ts");
