// Read an RDF file with N3.js or jsonld.js and write its quads as N-Quads: `node parse.mjs all.jsonld`.
// Nothing is fetched: a JSON-LD context has to be inside the file.
import { readFileSync } from "node:fs";
import { extname } from "node:path";
import jsonld from "jsonld";
import { Parser, Writer } from "n3";

const FORMATS = { ".ttl": "text/turtle", ".trig": "application/trig", ".nq": "application/n-quads" };

const offline = (url) => {
  throw new Error(`a remote context is not allowed: ${url}`);
};

async function nquads(path) {
  const text = readFileSync(path, "utf8");
  const form = extname(path);
  if (form === ".jsonld") {
    const options = { format: "application/n-quads", documentLoader: offline };
    return jsonld.toRDF(JSON.parse(text), options);
  }
  if (!(form in FORMATS)) throw new Error(`no parser for ${form || path}`);
  const writer = new Writer({ format: "application/n-quads" });
  writer.addQuads(new Parser({ format: FORMATS[form] }).parse(text));
  return new Promise((resolve, reject) => {
    writer.end((error, result) => (error ? reject(error) : resolve(result)));
  });
}

process.stdout.write(await nquads(process.argv[2]));
