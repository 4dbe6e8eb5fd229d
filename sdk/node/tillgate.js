// TillGate 收银闸 for Node: answers as objects, errors as exceptions, handles that are closed by close().
//
//   const { Gate } = require('tillgate');
//   const gate = new Gate('config.json');
//   const sale = gate.begin({ key: 'R0001', operator: { id: 'C001', name: '收银员甲' } });
//   sale.identify({ kind: 'e_credential', token: '…' });
//   const verdict = sale.review();    // a refused sale is an answer too
//   const outcome = sale.settle();    // hand over when outcome.settled
//   sale.close(); gate.close();
//
// The calls block the event loop until they answer, at most for their deadline; a register with a window runs the
// gate in a worker. The library is found by the option `library`, by TILLGATE_LIBRARY, or by its usual name.
'use strict';

const koffi = require('koffi');
const { prototypes, statuses, text, encoded, GateCalls, SaleCalls } = require('./calls.js');

const OK = 0;
const ARGUMENT = -1;
const ROOM = -3;
const BUSY = -5;

class TillGateError extends Error {
  constructor(number, name, document) {
    const known = statuses[name] || {};
    const said = document && document.status === number ? document : {};
    super(`${name}: ${known.zh || ''} (${said.detail || known.en || ''}) ${said.where || ''}`.trimEnd());
    this.name = 'TillGateError';
    this.status = number;
    this.statusName = name;
    this.caller = known.caller || 'CALL_SERVICE';
    this.zh = known.zh || '';
    this.nextZh = known.nextZh || '';
    this.en = known.en || '';
    this.detail = said.detail || '';
    this.where = said.where || '';
  }
}

const loaded = new Map();

function load(path) {
  const usual = process.platform === 'win32' ? 'tillgate.dll' : 'libtillgate.so.0';
  const name = path || process.env.TILLGATE_LIBRARY || usual;
  if (!loaded.has(name)) {
    const library = koffi.load(name);
    const functions = {};
    for (const prototype of prototypes) functions[/tillgate_\w+/.exec(prototype)[0]] = library.func(prototype);
    loaded.set(name, functions);
  }
  return loaded.get(name);
}

// The size counts the NUL.
const decoded = (buffer, size) => buffer.toString('utf8', 0, size - 1);

// A text of unknown length: once into a buffer that usually fits, again when it did not.
function fetched(fetch, handle) {
  for (let room = 4096; ; ) {
    const buffer = Buffer.alloc(room);
    const size = [room];
    const status = fetch(handle, buffer, size);
    if (status === OK) return decoded(buffer, size[0]);
    if (status !== ROOM) return null;
    room = size[0];
  }
}

function failure(functions, handle, status) {
  const document = fetched(functions.tillgate_last_error, handle);
  return new TillGateError(status, functions.tillgate_status_name(status), document && JSON.parse(document));
}

// What gates and sales have in common.
class Handle {
  constructor(functions, handle) {
    this.functions = functions;
    this.handle = handle; // 0 when closed
  }

  askText(name, ...values) {
    const buffer = Buffer.alloc(16384);
    const size = [buffer.length];
    const status = this.functions[name](this.handle, ...values, buffer, size);
    // It took effect; only its answer is fetched again.
    if (status === ROOM) return fetched(this.functions.tillgate_answer, this.handle);
    if (status !== OK) throw failure(this.functions, this.handle, status);
    return decoded(buffer, size[0]);
  }

  ask(name, ...values) {
    return JSON.parse(this.askText(name, ...values));
  }

  closeBy(name, deadlineMs) {
    const handle = this.handle;
    if (handle === 0) return;
    const status = this.functions[name](handle, deadlineMs);
    if (status !== BUSY && status !== ARGUMENT) this.handle = 0;
    if (status !== OK) throw failure(this.functions, handle, status);
  }
}

// One sale. Closing gives an open one up; it is sealed then.
class Sale extends SaleCalls(Handle) {
  constructor(functions, handle) {
    super(functions, handle);
    this.begun = JSON.parse(fetched(functions.tillgate_answer, handle));
  }

  close(deadlineMs = 5000) {
    this.closeBy('tillgate_sale_close', deadlineMs);
  }
}

// An opened till. `opened` is the status document of the opening.
class Gate extends GateCalls(Handle) {
  constructor(configPath, { deadlineMs = 5000, library = undefined } = {}) {
    const functions = load(library);
    const handle = [0];
    const buffer = Buffer.alloc(65536);
    const size = [buffer.length];
    const status = functions.tillgate_open(text(configPath), deadlineMs, handle, buffer, size);
    const end = buffer.indexOf(0);
    const answer = status === ROOM ? fetched(functions.tillgate_answer, handle[0]) : buffer.toString('utf8', 0, end);
    const document = answer ? JSON.parse(answer) : null;
    if (handle[0] === 0) throw new TillGateError(status, functions.tillgate_status_name(status), document);
    super(functions, handle[0]);
    this.opened = document;
  }

  // Begins a sale, or finds the sale of that key again.
  begin(document, deadlineMs = 5000) {
    const sale = [0];
    const status = this.functions.tillgate_sale_begin(this.handle, encoded(document), deadlineMs, sale, null, [0]);
    if (status !== OK) throw failure(this.functions, this.handle, status);
    return new Sale(this.functions, sale[0]);
  }

  // Closes the sales that are still open with it; they are given up and sealed.
  close(deadlineMs = 20000) {
    this.closeBy('tillgate_close', deadlineMs);
  }
}

const version = (library) => load(library).tillgate_version();

module.exports = { Gate, Sale, TillGateError, statuses, version };
