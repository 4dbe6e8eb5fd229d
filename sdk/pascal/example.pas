{ A register in small: plays a file of steps, one a line, "step<TAB>argument", and prints each answer.
    example CONFIG STEPS [LIBRARY] }
program example;

{$IFDEF FPC}{$mode delphi}{$H+}{$codepage utf8}{$ENDIF}{$APPTYPE CONSOLE}

uses
  {$IFDEF UNIX}cthreads,{$ENDIF} Classes, SysUtils, tillgate;

const
  Arrow: UTF8String = ' → ';

var
  Gate: TGate;
  Sale: TSale;

function Play(const Step, Argument: UTF8String): UTF8String;
begin
  if Step = 'import' then Result := Gate.CatalogueImport(Argument)
  else if Step = 'receive' then Result := Gate.StockReceive(Argument)
  else if Step = 'sync' then Result := Gate.Sync
  else if Step = 'receipt' then Result := Gate.Receipt(Argument)
  else if Step = 'begin' then
  begin
    FreeAndNil(Sale);
    Sale := Gate.SaleBegin(Argument);
    Result := Sale.Begun;
  end
  else if Step = 'identify' then Result := Sale.Identify(Argument)
  else if Step = 'line' then Result := Sale.SetLine(Argument)
  else if Step = 'remove_line' then Result := Sale.RemoveLine(StrToInt(string(Argument)))
  else if Step = 'move' then Result := Sale.MoveLine(Argument)
  else if Step = 'quote' then Result := Sale.Quote
  else if Step = 'scan' then Result := Sale.Scan(Argument + #13)   { as the scanner ends a code }
  else if Step = 'prescription' then Result := Sale.Prescription(Argument)
  else if Step = 'review' then Result := Sale.Review
  else if Step = 'learn' then Result := Sale.Learn(Argument)
  else if Step = 'override' then Result := Sale.OverrideFinding(Argument)
  else if Step = 'settle' then Result := Sale.Settle
  else if Step = 'abandon' then Result := Sale.Abandon(Argument)
  else if Step = 'refund' then Result := Sale.Refund(Argument)
  else if Step = 'show' then Result := Sale.Show
  else if Step = 'close' then
  begin
    Sale.Close;
    Result := '{}';
  end
  else raise Exception.Create('no such step: ' + string(Step));
end;

procedure Print(const Line: UTF8String; Output: TStream);
const
  LineEnd: AnsiChar = #10;
begin
  Output.WriteBuffer(Line[1], Length(Line));
  Output.WriteBuffer(LineEnd, 1);
end;

procedure PlayFile(const Path: string; Output: TStream);
var
  Bytes: TMemoryStream;
  Text, Line, Step, Argument: UTF8String;
  From, Next, Tab: Integer;
begin
  Bytes := TMemoryStream.Create;
  try
    Bytes.LoadFromFile(Path);
    SetString(Text, PAnsiChar(Bytes.Memory), Bytes.Size);
  finally
    Bytes.Free;
  end;
  From := 1;
  while From <= Length(Text) do
  begin
    Next := From;
    while (Next <= Length(Text)) and (Text[Next] <> #10) do Inc(Next);
    Line := Copy(Text, From, Next - From);
    From := Next + 1;
    Tab := Pos(UTF8String(#9), Line);
    if Tab = 0 then Tab := Length(Line) + 1;
    Step := Copy(Line, 1, Tab - 1);
    Argument := Copy(Line, Tab + 1, MaxInt);
    try
      Print(Step + #9'OK'#9 + Play(Step, Argument), Output);
    except
      on Error: ETillGate do Print(Step + #9 + Error.Name + #9 + Error.Zh + Arrow + Error.NextZh, Output);
    end;
  end;
end;

var
  Output: THandleStream;
begin
  try
    if ParamCount > 2 then TillGateLoad(ParamStr(3));
    Output := THandleStream.Create({$IFDEF UNIX}1{$ELSE}GetStdHandle(STD_OUTPUT_HANDLE){$ENDIF});
    Gate := TGate.Create(UTF8String(ParamStr(1)));
    PlayFile(ParamStr(2), Output);
    Sale.Free;
    Gate.Close;
    Gate.Free;
    Output.Free;
  except
    on Error: Exception do
    begin
      WriteLn(StdErr, Error.Message);
      Halt(1);
    end;
  end;
end.
