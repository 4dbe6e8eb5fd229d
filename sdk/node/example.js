// A register in small: plays a file of steps, one a line, "step<TAB>argument", and prints each answer.
//   node example.js CONFIG STEPS
'use strict';

const fs = require('fs');
const { Gate, TillGateError } = require('./tillgate.js');

let sale = null;

function play(gate, step, argument) {
  switch (step) {
    case 'import': return gate.catalogueImport(argument);
    case 'receive': return gate.stockReceive(argument);
    case 'sync': return gate.sync();
    case 'receipt': return gate.receipt(argument);
    case 'begin': sale = gate.begin(argument); return sale.begun;
    case 'identify': return sale.identify(argument);
    case 'line': return sale.setLine(argument);
    case 'remove_line': return sale.removeLine(Number(argument));
    case 'move': return sale.moveLine(argument);
    case 'quote': return sale.quote();
    case 'scan': return sale.scan(argument + '\r'); // as the scanner ends a code
    case 'prescription': return sale.prescription(argument);
    case 'review': return sale.review();
    case 'learn': return sale.learn(argument);
    case 'override': return sale.overrideFinding(argument);
    case 'settle': return sale.settle();
    case 'abandon': return sale.abandon(argument);
    case 'refund': return sale.refund(argument);
    case 'show': return sale.show();
    case 'close': sale.close(); return {};
    default: throw new Error(`no such step: ${step}`);
  }
}

const [config, steps] = process.argv.slice(2);
const gate = new Gate(config);
for (const line of fs.readFileSync(steps, 'utf8').split('\n').filter(Boolean)) {
  const [step, argument = ''] = line.split(/\t(.*)/s);
  try {
    process.stdout.write(`${step}\tOK\t${JSON.stringify(play(gate, step, argument))}\n`);
  } catch (error) {
    if (!(error instanceof TillGateError)) throw error;
    process.stdout.write(`${step}\t${error.statusName}\t${error.zh} → ${error.nextZh}\n`);
  }
}
gate.close();
