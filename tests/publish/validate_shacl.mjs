// Validate with rdf-validate-shacl: node validate_shacl.mjs NODE_FOLDER DATA SHAPES… prints one line for each result.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const [folder, data, ...shapes] = process.argv.slice(2)
const require = createRequire(folder + '/package.json')
const load = async (name) => (await import(pathToFileURL(require.resolve(name)))).default
const rdf = await load('@zazuko/env')
const Validator = await load('rdf-validate-shacl')
const { Parser } = require('n3')
const imports = 'http://www.w3.org/2002/07/owl#imports'
const parse = (file) => new Parser({ baseIRI: 'http://example.org/' }).parse(readFileSync(file, 'utf8'))
const read = (file) => rdf.dataset(parse(file).filter((quad) => quad.predicate.value !== imports))
const dataset = read(data)
for (const file of shapes) {
  const report = await new Validator(read(file), { factory: rdf }).validate(dataset)
  for (const result of report.results) {
    const path = Array.isArray(result.path) ? 'path' : result.path
    console.log([result.severity, result.focusNode, path].map((term) => term?.value ?? term ?? '').join(' '))
  }
}
