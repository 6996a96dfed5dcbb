// Goal: datapackage.json is true: by the profiles of Frictionless it is a data package, every cell
// of every table in the folder is of its field's type and constraints, and the keys hold.
//
//   node packages.mjs FOLDER…       a folder of a run; `-`: a package on stdin, without files
//   prints `ok - NAME` or `not ok - NAME` and why
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import datapackage from 'datapackage'

const { Package, Profile } = datapackage
let failed = 0

function tell (name, why) {
  console.log(`${why.length ? 'not ok' : 'ok'} - ${name}`)
  for (const line of why.slice(0, 5)) console.log(`# ${line}`)
  failed += why.length > 0
}

// What the profiles say of a package and of each of its resources.
async function formOf (descriptor) {
  const why = []
  const whole = await Profile.load('data-package')
  why.push(...whole.validate(descriptor).errors.map(e => `package: ${e.message}`))
  for (const resource of descriptor.resources) {
    const profile = await Profile.load(resource.profile)
    why.push(...profile.validate(resource).errors.map(e => `${resource.name}: ${e.message}`))
    if (!resource.description) why.push(`${resource.name}: no description`)
    for (const field of resource.schema?.fields ?? []) {
      if (!field.description) why.push(`${resource.name}.${field.name}: no description`)
    }
    for (const key of resource.schema?.foreignKeys ?? []) {
      const other = descriptor.resources.find(r => r.name === key.reference.resource)
      const names = other?.schema.fields.map(f => f.name) ?? []
      if (!names.includes(key.reference.fields)) why.push(`${resource.name}: no such key`)
    }
  }
  return why
}

// The library reads UTF-8 alone: a copy of the folder in which all is.
function decoded (folder, descriptor) {
  const copy = mkdtempSync(join(tmpdir(), 'package-'))
  cpSync(folder, copy, { recursive: true })
  for (const resource of descriptor.resources) {
    if (!resource.encoding || resource.encoding === 'utf-8') continue
    const path = join(copy, resource.path)
    writeFileSync(path, new TextDecoder(resource.encoding).decode(readFileSync(path)))
    resource.encoding = 'utf-8'
  }
  return copy
}

// What of the files is not as the package says.
async function faultsOf (folder) {
  const why = []
  const descriptor = JSON.parse(readFileSync(join(folder, 'datapackage.json'), 'utf8'))
  const copy = decoded(folder, descriptor)
  const read = await Package.load(descriptor, { basePath: copy })
  if (!read.valid) why.push(...read.errors.map(e => e.message))
  for (const { name, path, bytes, hash } of descriptor.resources) {
    const found = createHash('sha256').update(readFileSync(join(folder, path))).digest('hex')
    if (statSync(join(folder, path)).size !== bytes) why.push(`${name}: bytes`)
    if (hash !== `sha256:${found}`) why.push(`${name}: hash`)
  }
  for (const resource of read.resources) {
    if (!resource.tabular) continue
    try {
      const rows = await resource.read({ relations: true })
      const lines = readFileSync(join(folder, resource.descriptor.path), 'utf8').split('\n')
      if (!rows.length && lines.length > 2) why.push(`${resource.name}: no rows were read`)
    } catch (error) {
      why.push(`${resource.name}: ${[error, ...(error.errors ?? [])].map(e => e.message)}`)
    }
  }
  rmSync(copy, { recursive: true })
  return why
}

// A cell of a column gets another text; the hash of the file is put right.
function spoil (folder, name, column, text) {
  const path = join(folder, 'datapackage.json')
  const descriptor = JSON.parse(readFileSync(path, 'utf8'))
  const resource = descriptor.resources.find(r => r.name === name)
  const index = resource.schema.fields.findIndex(f => f.name === column)
  const file = join(folder, resource.path)
  const lines = readFileSync(file, 'utf8').split('\n')
  const cells = lines[1].split(resource.dialect.delimiter)
  cells[index] = text
  lines[1] = cells.join(resource.dialect.delimiter)
  writeFileSync(file, lines.join('\n'))
  resource.bytes = statSync(file).size
  resource.hash = `sha256:${createHash('sha256').update(readFileSync(file)).digest('hex')}`
  writeFileSync(path, JSON.stringify(descriptor))
}

const spoiled = [['verdeling', 'bedrag', 'veel'], ['verdeling', 'soort', 'cadeau'],
  ['verdeling', 'aandeel', '0.5'], ['pools', 'contract', 'C-9'], ['pools', 'tijdvak', 'Q4'],
  ['facturen', 'factuurdatum', '15-01-2026'], ['factuurregels', 'nummer', 'CONCEPT-99'],
  ['factuurregels', 'regel', 'x'], ['controles', 'oordeel', 'matig'],
  ['invoer-kosten', 'bedrag', 'x'], ['invoer-kosten', 'contract', 'C-9'],
  ['invoer-kosten', 'kostenpost', ''], ['invoer-scholen', 'gemeente', 'Den Haag'],
  ['invoer-partijen', 'soort', 'Gemeente']]

const folders = process.argv.slice(2)
for (const folder of folders) {
  if (folder === '-') {
    tell('the package of all tables', await formOf(JSON.parse(readFileSync(0, 'utf8'))))
    continue
  }
  const why = await formOf(JSON.parse(readFileSync(join(folder, 'datapackage.json'), 'utf8')))
  tell(`the data package of ${basename(folder)}`, [...why, ...await faultsOf(folder)])
}
const first = folders.find(folder => folder !== '-')
for (const [name, column, text] of spoiled) {
  const copy = mkdtempSync(join(tmpdir(), 'package-'))
  cpSync(first, copy, { recursive: true })
  spoil(copy, name, column, text)
  const why = await faultsOf(copy)
  tell(`${name}.${column} = "${text}" is refused`, why.length ? [] : ['it is taken'])
  rmSync(copy, { recursive: true })
}
process.exit(failed ? 1 : 0)
