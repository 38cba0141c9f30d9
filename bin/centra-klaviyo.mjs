#!/usr/bin/env node
import module from "node:module";
import "./require-node.mjs";

module.enableCompileCache?.();

await import("../src/main.ts");
