import { Answer, Document, GateCalls, SaleCalls, StatusName } from './calls';

export { Answer, Document, StatusName };

/** There is no answer. `caller` tells what the till must do; show `zh` and `nextZh`. */
export class TillGateError extends Error {
  status: number;
  statusName: StatusName | 'UNKNOWN';
  caller: 'GO_ON' | 'FIX_CALL' | 'RETRY' | 'ASK_CASHIER' | 'CALL_SERVICE';
  zh: string;
  nextZh: string;
  en: string;
  detail: string;
  where: string;
}

export interface Sale extends SaleCalls {}
/** One sale. Closing gives an open one up; it is sealed then. */
export class Sale {
  private constructor();
  readonly handle: number;
  readonly begun: Answer;
  close(deadlineMs?: number): void;
}

export interface Gate extends GateCalls {}
/** An opened till. */
export class Gate {
  constructor(configPath: string, options?: { deadlineMs?: number; library?: string });
  readonly handle: number;
  readonly opened: Answer;
  begin(document: Document, deadlineMs?: number): Sale;
  close(deadlineMs?: number): void;
}

export function version(library?: string): string;
