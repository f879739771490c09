#!/usr/bin/env node
import { isUtf8 } from 'node:buffer'
// Verifies an exported ledger offline: node verify-ledger.mjs [options] FILE (docs/ledger.md describes the format).
// One file, plain Node 20 or newer, no packages, no network: it can be read, copied and run by whoever wants to know.
// Nothing in the file is believed: every line is bounded, parsed strictly, and compared with what it must be.
import * as crypto from 'node:crypto'
import { createReadStream, readFileSync, realpathSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const { constants, createHash, createPublicKey, X509Certificate, verify: isSignedBy } = crypto
const LONGEST_LINE = 4 * 1024 * 1024
const MOST_KEYS = 10_000
const NOTHING = '0'.repeat(64)
const ERASURE = 'ledger.payload-erased'

/** What can be wrong, in Chinese and English. The codes are public and stay. */
export const REASONS = Object.freeze({
  'not-a-ledger': ['不是账本导出文件，或版本不受支持', 'not an exported ledger, or of an unknown version'],
  'line-too-long': ['行过长', 'the line is too long'],
  'malformed-line': ['行不符合格式，内容被改动过', 'the line is malformed: it was changed'],
  'unexpected-line': ['此处不应出现这样的行', 'a line of this kind may not stand here'],
  'wrong-number': [
    '编号不连续：有条目被删除、插入或调换',
    'the number does not follow: something was removed, inserted or moved',
  ],
  'time-runs-back': ['时间早于上一条', 'it is older than the one before'],
  'broken-link': ['与上一条的摘要不符：上一条被替换，或本条被移动', 'it does not carry the hash of the one before'],
  'wrong-hash': ['内容与摘要不符：内容被改动过', 'the content does not have the hash that is printed: it was changed'],
  'wrong-payload': ['附带内容与其摘要不符', 'the payload does not have the digest that the entry carries'],
  'payload-missing': [
    '附带内容缺失，且账本中没有清除记录',
    'the payload is missing and no entry says that it was erased',
  ],
  'key-not-endorsed': ['签名密钥没有得到上一把密钥的认可', 'the key is not endorsed by the one before it'],
  'key-not-trusted': ['签名密钥的指纹与给定的不符', 'the key has not the fingerprint that was given'],
  'wrong-key': ['封印不是用当时有效的密钥签署的', 'the seal names another key than the valid one'],
  'wrong-signature': ['签名不成立', 'the signature is wrong'],
  'seal-mismatch': ['封印所封的摘要与账本不符', 'the seal covers another ledger than this'],
  'wrong-time-stamp': ['时间戳不成立', 'the time stamp is wrong'],
  'time-stamp-not-trusted': ['时间戳不是由给定的机构签发的', 'the time stamp was not issued under the given authority'],
  'file-cut-short': ['文件不完整：没有结尾行', 'the file is cut short: its last line is missing'],
  'end-mismatch': ['结尾行与内容不符', 'the last line does not fit what stands before it'],
})

class Broken extends Error {
  constructor(reason, thing, number) {
    super(reason)
    Object.assign(this, { reason, thing, number })
  }
}

// The digest in one call came with Node 20.12.
const sha256 = (data) => crypto.hash?.('sha256', data) ?? createHash('sha256').update(data).digest('hex')
const sm3 = (data) => createHash('sm3').update(data).digest('hex')
const isHash = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
const isTime = (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)
const isBase64 = (value) => typeof value === 'string' && Buffer.from(value, 'base64').toString('base64') === value
const isText = (value) => typeof value === 'string'
const isCount = (value) => Number.isSafeInteger(value) && value >= 0
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)

/** RFC 8785 for what JSON.parse yields: members sorted by UTF-16 code units, no spaces, numbers and texts as ECMAScript prints them. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const names = Object.keys(value).sort()
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
}

/** Exactly these members, each passing its test; members named with ? may be absent. */
function hasShape(value, shape) {
  if (!isObject(value)) return false
  let present = 0
  for (const [name, test] of shape) {
    const isThere = Object.hasOwn(value, name)
    if (isThere ? !test(value[name]) : !shape.optional.has(name)) return false
    if (isThere) present += 1
  }
  return Object.keys(value).length === present
}

function shapeOf(tests) {
  const members = Object.entries(tests).map(([name, test]) => [name.replace('?', ''), test])
  const optional = new Set(
    Object.keys(tests)
      .filter((name) => name.endsWith('?'))
      .map((name) => name.slice(0, -1)),
  )
  return Object.assign(members, { optional })
}

const isHashOrNull = (value) => value === null || isHash(value)
const SM3 = shapeOf({ digest: isHashOrNull, previous: isHash })
const KEY = shapeOf({
  algorithm: (value) => value === 'Ed25519' || value === 'SM2',
  at: isTime,
  fingerprint: isHash,
  number: isCount,
  previous: isHashOrNull,
  publicKey: isBase64,
})
const KEY_LINE = shapeOf({
  endorsement: isBase64,
  key: (value) => hasShape(value, KEY),
})
const SEAL = shapeOf({
  at: isTime,
  head: isHash,
  key: isHash,
  number: isCount,
  previous: isHash,
  'sm3?': isHash,
  upTo: isCount,
})
const SEAL_LINE = shapeOf({ seal: (value) => hasShape(value, SEAL), signature: isBase64 })
const STAMP = shapeOf({ seal: isCount, token: isBase64 })
const STAMP_LINE = shapeOf({ timeStamp: (value) => hasShape(value, STAMP) })
const END = shapeOf({ entries: isCount, hash: isHash })
const END_LINE = shapeOf({ end: (value) => hasShape(value, END) })

/** Reads one exported ledger line by line. Throws Broken at the first line that is not what it must be. */
class Ledger {
  constructor({ keys = [], authorities = [] } = {}) {
    Object.assign(this, { trusted: new Set(keys), authorities, isOpen: false, isClosed: false })
    Object.assign(this, { number: 0, at: '', hash: NOTHING, sm3: NOTHING, payloads: 0, missing: new Set() })
    Object.assign(this, {
      keys: [],
      key: null,
      seal: { number: 0, line: NOTHING, upTo: 0, at: '' },
      sealLines: new Map(),
      stamps: [],
    })
  }

  line(text) {
    if (!this.isOpen) return this.open(text)
    if (this.isClosed) throw new Broken('unexpected-line', 'file', 0)
    if (text.startsWith('{"entry":')) return this.entry(text)
    if (text.startsWith('{"endorsement":')) return this.rotate(text)
    if (text.startsWith('{"seal":')) return this.close(text)
    if (text.startsWith('{"timeStamp":')) return this.stamp(text)
    if (text.startsWith('{"end":')) return this.finish(text)
    throw this.unreadable('malformed-line')
  }

  /** A line of which not even the kind can be told: the next entry, if there may be one. */
  unreadable(reason) {
    const isEntry = this.isOpen && !this.isClosed
    return new Broken(reason, isEntry ? 'entry' : 'file', isEntry ? this.number + 1 : 0)
  }

  open(text) {
    if (text !== '{"format":"gouji-ledger","version":1}') throw new Broken('not-a-ledger', 'file', 0)
    this.isOpen = true
  }

  /** The value of a line that is exactly its own canonical form: whatever byte was changed, it is noticed. */
  parse(text, shape, thing, number) {
    let value
    try {
      value = JSON.parse(text)
    } catch {
      throw new Broken('malformed-line', thing, number)
    }
    if (!hasShape(value, shape) || (JSON.stringify(value) !== text && canonical(value) !== text))
      throw new Broken('malformed-line', thing, number)
    return value
  }

  entry(text) {
    const number = this.number + 1
    const demand = (holds, reason) => {
      if (!holds) throw new Broken(reason, 'entry', number)
    }
    const parts = entryParts(text)
    demand(parts !== null, 'malformed-line')
    const { entry, body, hash, payload, salt, second } = parts
    demand(entry.number === number, 'wrong-number')
    demand(entry.previous === this.hash, 'broken-link')
    demand(sha256(body) === hash, 'wrong-hash')
    if (second !== undefined) {
      demand(entry.sm3.previous === this.sm3, 'broken-link')
      demand(sm3(body) === second, 'wrong-hash')
    }
    demand(entry.at >= this.at, 'time-runs-back')
    this.payload(entry, payload, salt, demand)
    if (entry.what === ERASURE) this.missing.delete(entry.subject)
    this.number = number
    this.at = entry.at
    this.hash = hash
    this.sm3 = second ?? NOTHING
  }

  payload(entry, payload, salt, demand) {
    if (payload === undefined) {
      if (entry.digest !== null) this.missing.add(`ledger-entry:${entry.number}`)
      return
    }
    const salted = salt + payload
    demand(sha256(salted) === entry.digest, 'wrong-payload')
    if (entry.sm3 !== undefined) demand(sm3(salted) === entry.sm3.digest, 'wrong-payload')
    this.payloads += 1
  }

  rotate(text) {
    const number = this.keys.length + 1
    const { endorsement, key } = this.parse(text, KEY_LINE, 'key', number)
    const demand = (holds, reason) => {
      if (!holds) throw new Broken(reason, 'key', number)
    }
    demand(key.number === number && number <= MOST_KEYS, 'wrong-number')
    const der = Buffer.from(key.publicKey, 'base64')
    demand(sha256(der) === key.fingerprint, 'wrong-hash')
    demand(key.previous === (this.key?.fingerprint ?? null), 'broken-link')
    const isKnown = this.trusted.has(key.fingerprint)
    const valid = this.key
    this.key = { ...key, publicKey: publicKeyOf(der, key.algorithm) }
    demand(this.key.publicKey !== null, 'malformed-line')
    const isOwn = isSigned(this.key, canonical(key), endorsement)
    if (valid === null) {
      demand(isKnown || this.trusted.size === 0, 'key-not-trusted')
      demand(isOwn, 'wrong-signature')
    } else demand(isSigned(valid, canonical(key), endorsement) || (isKnown && isOwn), 'key-not-endorsed')
    this.keys.push({ algorithm: key.algorithm, fingerprint: key.fingerprint })
  }

  close(text) {
    const number = this.seal.number + 1
    const { seal, signature } = this.parse(text, SEAL_LINE, 'seal', number)
    const demand = (holds, reason) => {
      if (!holds) throw new Broken(reason, 'seal', number)
    }
    demand(seal.number === number, 'wrong-number')
    demand(seal.previous === this.seal.line, 'broken-link')
    demand(seal.key === this.key?.fingerprint, 'wrong-key')
    demand(isSigned(this.key, canonical(seal), signature), 'wrong-signature')
    demand(seal.upTo === this.number && seal.head === this.hash, 'seal-mismatch')
    demand((seal.sm3 ?? NOTHING) === this.sm3, 'seal-mismatch')
    demand(seal.at >= this.at && seal.at >= this.seal.at, 'time-runs-back')
    this.seal = { number, line: sha256(text), upTo: seal.upTo, at: seal.at }
  }

  /** A time stamp stands behind the seal that it is for. */
  stamp(text) {
    const { timeStamp } = this.parse(text, STAMP_LINE, 'time stamp', this.seal.number)
    if (timeStamp.seal !== this.seal.number) throw new Broken('unexpected-line', 'time stamp', this.seal.number)
    const { at, by, isTrusted } =
      readTimeStamp(Buffer.from(timeStamp.token, 'base64'), this.seal.line, this.authorities) ?? {}
    if (at === undefined) throw new Broken('wrong-time-stamp', 'time stamp', this.seal.number)
    if (!isTrusted) throw new Broken('time-stamp-not-trusted', 'time stamp', this.seal.number)
    this.stamps.push({ seal: this.seal.number, at, by })
  }

  finish(text) {
    const { end } = this.parse(text, END_LINE, 'file', 0)
    if (end.entries !== this.number || end.hash !== this.hash) throw new Broken('end-mismatch', 'file', 0)
    this.isClosed = true
  }

  /** After the last line. */
  conclude() {
    if (!this.isClosed) throw new Broken(this.isOpen ? 'file-cut-short' : 'not-a-ledger', 'file', 0)
    const [first] = this.missing
    if (first !== undefined) throw new Broken('payload-missing', 'entry', Number(first.split(':')[1]))
  }

  summary(broken) {
    const { number: entries, hash: head, payloads, keys, seal, stamps: timeStamps } = this
    return {
      isSound: broken === null,
      broken,
      entries,
      head,
      payloads,
      keys,
      seals: seal.number,
      sealedUpTo: seal.upTo,
      sealedAt: seal.at || null,
      timeStamps,
    }
  }
}

const parsed = (text) => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const REST = /^,"hash":"([0-9a-f]{64})"(?:,"payload":(.*),"salt":"([0-9a-f]{32})")?(?:,"sm3":"([0-9a-f]{64})")?\}$/s

/**
 * What the line of an entry holds; null when it is not exactly that. There are a million of these, so the line is taken apart by
 * its fixed parts: no text inside JSON can hold `,"hash":"` unescaped. The payload stays the text that its digest is of.
 */
function entryParts(text) {
  const end = text.indexOf(',"hash":"')
  const body = text.slice('{"entry":'.length, end)
  const rest = REST.exec(text.slice(end))
  const entry = rest === null ? null : parsed(body)
  if (!isObject(entry) || canonicalEntry(entry) !== body) return null
  const [, hash, payload, salt, second] = rest
  return (second === undefined) === (entry.sm3 === undefined) ? { entry, body, hash, payload, salt, second } : null
}

/** The entry is flat and its members are known: it is put together without sorting. Null when a member is none. */
function canonicalEntry({ at, digest, number, previous, sm3: second, subject, what, who }) {
  if (!isTime(at) || !isText(subject) || !isText(what) || !isText(who)) return null
  if (second !== undefined && !hasShape(second, SM3)) return null
  const inner = second === undefined ? '' : `"sm3":${canonical(second)},`
  const printed = digest === null ? 'null' : `"${digest}"`
  return `{"at":"${at}","digest":${printed},"number":${number},"previous":"${previous}",${inner}"subject":${JSON.stringify(subject)},"what":${JSON.stringify(what)},"who":${JSON.stringify(who)}}`
}

function isSigned({ algorithm, publicKey }, text, signature) {
  return isSignedBy(algorithm === 'SM2' ? 'sm3' : null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64'))
}

/** What every public key of the algorithm begins with as SubjectPublicKeyInfo; Node does not tell SM2 by name. */
const KEY_BEGINNINGS = {
  Ed25519: '302a300506032b6570032100',
  SM2: '3059301306072a8648ce3d020106082a811ccf5501822d034200',
}

function publicKeyOf(der, algorithm) {
  if (!der.toString('hex').startsWith(KEY_BEGINNINGS[algorithm])) return null
  try {
    return createPublicKey({ key: der, format: 'der', type: 'spki' })
  } catch {
    return null
  }
}

// ── Time stamps: RFC 3161 tokens, that is CMS signed data (RFC 5652) around a TSTInfo ──

const OID = {
  signedData: '1.2.840.113549.1.7.2',
  timeStampInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  pss: '1.2.840.113549.1.1.10',
  timeStamping: '1.3.6.1.5.5.7.3.8',
}
const SIGNING_CERTIFICATE = ['1.2.840.113549.1.9.16.2.12', '1.2.840.113549.1.9.16.2.47']
const DIGESTS = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '1.2.156.10197.1.401': 'sm3',
}
const DIGEST_OF_BYTES = { 20: ['sha1'], 32: ['sha256', 'sm3'], 48: ['sha384'], 64: ['sha512'] }

/** One DER element at the start of the bytes: tag, content, and the bytes that it fills. Throws RangeError beyond the bytes. */
function element(bytes) {
  if (bytes.length < 2) throw new RangeError('der')
  let length = bytes[1]
  let start = 2
  if (length > 0x84 || length === 0x80) throw new RangeError('der')
  if (length > 0x80) {
    start += length - 0x80
    if (bytes.length < start) throw new RangeError('der')
    length = bytes.readUIntBE(2, start - 2)
  }
  if (bytes.length < start + length) throw new RangeError('der')
  return { tag: bytes[0], content: bytes.subarray(start, start + length), whole: bytes.subarray(0, start + length) }
}

/** What must be there in a sound token. */
function present(value) {
  if (value === undefined) throw new RangeError('der')
  return value
}

function elements(bytes) {
  const found = []
  for (let rest = bytes; rest.length > 0; rest = rest.subarray(found.at(-1).whole.length)) found.push(element(rest))
  return found
}

function child(parent, index, tag) {
  const found = elements(present(parent).content)[index]
  if (found === undefined || (tag !== undefined && found.tag !== tag)) throw new RangeError('der')
  return found
}

function oid(named) {
  const { content } = present(named)
  const parts = []
  let value = 0
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f)
    if (byte >= 0x80) continue
    parts.push(value)
    value = 0
  }
  const first = Math.min(2, Math.floor((parts[0] ?? 0) / 40))
  return [first, (parts[0] ?? 0) - 40 * first, ...parts.slice(1)].join('.')
}

/** When a token stamped this seal and by whom; null when the token is not a sound time stamp of exactly this seal. */
export function readTimeStamp(token, imprint, authorities) {
  try {
    return checkToken(token, imprint, authorities)
  } catch (error) {
    // Whatever OpenSSL or the bounds above refuse is a token that does not hold.
    if (error instanceof RangeError || error.code !== undefined) return null
    throw error
  }
}

function checkToken(token, imprint, authorities) {
  const contentInfo = element(token)
  if (oid(child(contentInfo, 0, 0x06)) !== OID.signedData) return null
  const parts = elements(child(child(contentInfo, 1, 0xa0), 0, 0x30).content)
  const [, , encapsulated] = parts
  if (oid(child(encapsulated, 0, 0x06)) !== OID.timeStampInfo) return null
  const info = child(child(encapsulated, 1, 0xa0), 0, 0x04).content
  const signers = elements(present(parts.at(-1)).content)
  const certificates = parts
    .filter(({ tag }) => tag === 0xa0)
    .flatMap(({ content }) => elements(content))
    .map(({ whole }) => new X509Certificate(whole))
  const at = stampedAt(element(info), imprint)
  const signer = signers.length === 1 ? signerOf(elements(signers[0].content), info, certificates) : undefined
  if (at === null || signer === undefined) return null
  const isTrusted = authorities.length === 0 || leadsTo(signer, certificates, authorities, Date.parse(at))
  return { at, by: signer.fingerprint256.replaceAll(':', '').toLowerCase(), isTrusted }
}

function stampedAt(info, imprint) {
  const message = child(info, 2, 0x30)
  const isOurs =
    DIGESTS[oid(child(child(message, 0, 0x30), 0, 0x06))] === 'sha256' &&
    child(message, 1, 0x04).content.toString('hex') === imprint
  const printed = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/.exec(
    child(info, 4, 0x18).content.toString('latin1'),
  )
  if (!isOurs || printed === null) return null
  const [, year, month, day, hour, minute, second, fraction = ''] = printed
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z`
}

function signerOf(signer, info, certificates) {
  const attributesAt = signer.findIndex(({ tag }) => tag === 0xa0)
  const digest = present(DIGESTS[oid(child(signer[attributesAt - 1], 0, 0x06))])
  const [attributes, algorithm, signature] = signer.slice(attributesAt).map(present)
  const values = new Map(
    elements(attributes.content).map((one) => [oid(child(one, 0, 0x06)), child(child(one, 1, 0x31), 0)]),
  )
  const isWhole =
    oid(values.get(OID.contentType)) === OID.timeStampInfo &&
    createHash(digest)
      .update(info)
      .digest()
      .equals(present(values.get(OID.messageDigest)).content)
  // What is signed is the set of attributes under its own tag, not under the one that it has inside.
  const signed = Buffer.concat([Buffer.of(0x31), attributes.whole.subarray(1)])
  const padding = oid(child(algorithm, 0, 0x06)) === OID.pss ? { padding: constants.RSA_PKCS1_PSS_PADDING } : {}
  const named = SIGNING_CERTIFICATE.map((name) => values.get(name)).find((value) => value !== undefined)
  return certificates.find(
    (certificate) =>
      isWhole &&
      certificate.keyUsage?.includes(OID.timeStamping) &&
      isNamed(certificate, named) &&
      isSignedBy(digest, signed, { key: certificate.publicKey, ...padding }, present(signature).content),
  )
}

/** The signed attributes name the certificate by its digest: the first octet string inside. */
function isNamed(certificate, value) {
  let at = value
  while (at !== undefined && at.tag === 0x30)
    at = elements(at.content).find(({ tag, content }) => tag === 0x04 || (tag === 0x30 && content[0] !== 0x06))
  return (
    at !== undefined &&
    (DIGEST_OF_BYTES[at.content.length] ?? []).some((name) =>
      createHash(name).update(certificate.raw).digest().equals(at.content),
    )
  )
}

function leadsTo(signer, certificates, authorities, time) {
  let at = signer
  for (let step = 0; step < 10; step += 1) {
    if (Date.parse(at.validFrom) > time || Date.parse(at.validTo) < time) return false
    if (authorities.some((root) => root.fingerprint256 === at.fingerprint256)) return true
    const issuer = [...authorities, ...certificates].find(
      (one) => one.ca && at.checkIssued(one) && at.verify(one.publicKey),
    )
    if (issuer === undefined) return false
    at = issuer
  }
  return false
}

// ── Reading ──

/** The lines of a stream of bytes, each bounded; a line that is too long or no UTF-8 comes as null. */
async function* linesOf(stream) {
  let kept = Buffer.alloc(0)
  for await (const chunk of stream) {
    const bytes = kept.length === 0 ? chunk : Buffer.concat([kept, chunk])
    let start = 0
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
      yield bytes.subarray(start, end)
      start = end + 1
    }
    kept = bytes.subarray(start)
    if (kept.length > LONGEST_LINE) break
  }
  if (kept.length > 0) yield kept
}

/** Feeds lines to a ledger and says what was found. `lines` are texts or bytes, without their line ends. */
export async function verifyLines(lines, options = {}) {
  const ledger = new Ledger(options)
  let line = 0
  try {
    for await (const one of lines) {
      line += 1
      if (one.length > LONGEST_LINE) throw ledger.unreadable('line-too-long')
      if (typeof one !== 'string' && !isUtf8(one)) throw ledger.unreadable('malformed-line')
      ledger.line(typeof one === 'string' ? one : one.toString('utf8'))
    }
    ledger.conclude()
  } catch (error) {
    if (!(error instanceof Broken)) throw error
    const { reason, thing, number } = error
    return ledger.summary({ line, reason, thing, number })
  }
  return ledger.summary(null)
}

/** Certificates of a PEM file, for `authorities`. */
export const certificatesOf = (pem) =>
  (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map((one) => new X509Certificate(one))

export const verifyFile = (path, options = {}) =>
  verifyLines(linesOf(createReadStream(path, { highWaterMark: 1 << 20 })), options)

/** What was found, for people. */
export function describe(result, isEnglish) {
  const say = (zh, en) => (isEnglish ? en : zh)
  const { broken } = result
  const things = { entry: '条目', seal: '封印', key: '密钥', 'time stamp': '时间戳', file: '文件' }
  const lines = [
    broken === null
      ? say('账本完好', 'the ledger is sound')
      : say(
          `账本不完好：第 ${broken.line} 行，${things[broken.thing]} ${broken.number || ''}：${REASONS[broken.reason][0]}`,
          `the ledger is broken: line ${broken.line}, ${broken.thing} ${broken.number || ''}: ${REASONS[broken.reason][1]}`,
        ),
    say(
      `条目 ${result.entries}，封印 ${result.seals}（封至第 ${result.sealedUpTo} 条，${result.sealedAt ?? '无'}），时间戳 ${result.timeStamps.length}`,
      `${result.entries} entries, ${result.seals} seals (up to entry ${result.sealedUpTo}, ${result.sealedAt ?? 'never'}), ${result.timeStamps.length} time stamps`,
    ),
    say(`末条摘要 ${result.head}`, `hash of the last entry ${result.head}`),
    ...result.keys.map(({ algorithm, fingerprint }) =>
      say(
        `签名密钥 ${algorithm} ${fingerprint}（请与另行公布的指纹核对）`,
        `key ${algorithm} ${fingerprint} (compare it with the fingerprint published elsewhere)`,
      ),
    ),
    ...result.timeStamps
      .slice(-1)
      .map(({ seal, at, by }) =>
        say(
          `最近的时间戳 ${at}，封印 ${seal}，签发证书 ${by}`,
          `latest time stamp ${at}, seal ${seal}, by certificate ${by}`,
        ),
      ),
  ]
  return `${lines.join('\n')}\n`
}

const USAGE = `usage: node verify-ledger.mjs [--key FINGERPRINT]… [--tsa-ca FILE.pem] [--lang en] [--json] FILE
exit codes: 0 sound, 1 broken, 2 not read
`

async function main(args) {
  const options = { keys: [], authorities: [] }
  const files = []
  const flags = new Set()
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index]
    if (arg === '--key') options.keys.push(args[++index] ?? '')
    else if (arg === '--tsa-ca') options.authorities = certificatesOf(readFileSync(args[++index] ?? '', 'utf8'))
    else if (arg === '--lang') flags.add(args[++index] ?? '')
    else if (arg === '--json') flags.add('json')
    else files.push(arg)
  }
  if (files.length !== 1 || files[0].startsWith('-')) {
    process.stderr.write(USAGE)
    return 2
  }
  const result = await verifyFile(files[0], options)
  process.stdout.write(flags.has('json') ? `${JSON.stringify(result)}\n` : describe(result, flags.has('en')))
  return result.isSound ? 0 : 1
}

// Run as a script; not where it is imported or built into something larger.
if (import.meta.url.endsWith('.mjs') && import.meta.url === pathToFileURL(realpathSync(process.argv[1] ?? '.')).href) {
  main(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code
    },
    (error) => {
      process.stderr.write(`${error.message}\n`)
      process.exitCode = 2
    },
  )
}
