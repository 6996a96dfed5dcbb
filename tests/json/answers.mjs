// Goal: every answer has the form that answer.schema.json describes, and the schema takes no other.
//
//   node answers.mjs SCHEMA ANSWER…       prints `ok - NAME` or `not ok - NAME` and why
import Ajv from 'ajv/dist/2020.js'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'

const [schema, ...files] = process.argv.slice(2)
const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictRequired: false })
const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')))

// Each answer with one thing wrong somewhere: a key that nobody knows, a number for an amount.
function * spoiled (value, path = []) {
  if (Array.isArray(value)) {
    if (value.length) yield * spoiled(value[0], [...path, 0])
  } else if (value && typeof value === 'object') {
    if (!path.includes('feiten') && !path.includes('package')) yield [...path, 'unheard_of']
    for (const key of Object.keys(value)) yield * spoiled(value[key], [...path, key])
  } else if (typeof value === 'string' && /^-?\d+\.\d\d$/.test(value) && path.at(-1) !== 'links') {
    if (!path.includes('rows') && !path.includes('feiten')) yield path
  }
}

function spoil (document, path) {
  const copy = structuredClone(document)
  let at = copy
  for (const key of path.slice(0, -1)) at = at[key]
  at[path.at(-1)] = 12.5
  return copy
}

let failed = 0
for (const file of files) {
  const document = JSON.parse(readFileSync(file, 'utf8'))
  const why = []
  if (!validate(document)) why.push(ajv.errorsText(validate.errors.slice(0, 3)))
  let tried = 0
  for (const path of spoiled(document)) {
    if (document.status !== 0 && path[0] === 'result') continue
    tried++
    if (validate(spoil(document, path))) why.push(`takes 12.5 at ${path.join('.')}`)
  }
  if (!tried) why.push('nothing was spoiled')
  console.log(`${why.length ? 'not ok' : 'ok'} - the form of ${basename(file, '.json')}`)
  for (const line of why.slice(0, 5)) console.log(`# ${line}`)
  failed += why.length > 0
}
process.exit(failed ? 1 : 0)
