(* TillGate 收银闸 for Free Pascal 3.2 and Delphi XE2 or later: handles that are closed by Free, answers as
  UTF8String, errors as exceptions.

    TillGateLoad('');                               // once: tillgate.dll, libtillgate.so
    Gate := TGate.Create('config.json');
    Sale := Gate.SaleBegin('{"key":"R0001","operator":{"id":"C001","name":"收银员甲"}}');
    Sale.Identify(…); Sale.SetLine(…); Sale.Scan('89900180000000000001'#13);
    Verdict := Sale.Review;                         // JSON; a refused sale is an answer too
    Outcome := Sale.Settle;                         // hand over when it says "settled":true
    Sale.Free; Gate.Free;

  All texts are UTF-8. The library masks floating-point exceptions for itself and gives the program's own state
  back, so SetExceptionMask is not needed. Threads: sales of one gate may run in parallel, calls on one object must
  not (E_BUSY). *)
unit tillgate;

{$IFDEF FPC}{$mode delphi}{$H+}{$codepage utf8}{$ENDIF}

interface

uses
  SysUtils{$IFDEF FPC}, DynLibs{$ELSE}, Windows{$ENDIF};

{$IFNDEF FPC}
type
  Int32 = Integer;
  PInt32 = ^Int32;
{$ENDIF}

{$I tillgate_status.inc}

type
{$I tillgate_functions.inc}

  { There is no answer. Caller tells what the till must do; show Zh and NextZh. }
  ETillGate = class(Exception)
  public
    Status: Int32;           { TILLGATE_E_… }
    Name: UTF8String;        { such as E_OFFLINE }
    Caller: UTF8String;      { GO_ON, FIX_CALL, RETRY, ASK_CASHIER or CALL_SERVICE }
    En, Zh, NextZh: UTF8String;
    Document: UTF8String;    { error.schema.json with detail and place, for the log; '' without a handle }
    constructor Create(AStatus: Int32; const ADocument: UTF8String);
  end;

  { What gates and sales have in common. }
  TTillGateAsking = class
  protected
    FHandle: Int32;
    procedure Reserve(out AAnswer: UTF8String; out ASize: Int32);
    function Answered(AStatus: Int32; const AAnswer: UTF8String; ASize: Int32): UTF8String;
    procedure Closed(AStatus: Int32);
  public
    property Handle: Int32 read FHandle;   { 0 when closed }
  end;

{$I tillgate_classes.inc}

  { One sale. Free closes it and gives an open one up; it is sealed then. }
  TSale = class(TSaleCalls)
  private
    FBegun: UTF8String;
  public
    constructor Create(AHandle: Int32);
    destructor Destroy; override;
    procedure Close(ADeadlineMs: Int32 = 5000);
    property Begun: UTF8String read FBegun;   { the sale as it was found when it began }
  end;

  { An opened till. Free closes it with the sales that are still open. }
  TGate = class(TGateCalls)
  private
    FOpened: UTF8String;
  public
    constructor Create(const AConfigPath: UTF8String; ADeadlineMs: Int32 = 5000);
    destructor Destroy; override;
    { Begins a sale, or finds the sale of that key again. }
    function SaleBegin(const ADocument: UTF8String; ADeadlineMs: Int32 = 5000): TSale;
    procedure Close(ADeadlineMs: Int32 = 20000);
    property Opened: UTF8String read FOpened;   { the status document of the opening }
  end;

{ Loads the library once; '' is its usual name. Raises Exception when it or one of its functions is missing. }
procedure TillGateLoad(const APath: string);
{ The version of the library. }
function TillGateVersion: UTF8String;

implementation

const
{$IFDEF MSWINDOWS}
  UsualName = 'tillgate.dll';
{$ELSE}
  UsualName = 'libtillgate.so.0';
{$ENDIF}

var
  Functions: TTillGateFunctions;
  Loaded: Boolean = False;

{ ---- Texts of unknown length: once into a buffer that usually fits, again when it did not. }

type
  TFetch = function(AHandle: Int32; AAnswer: PAnsiChar; AAnswerSize: PInt32): Int32; cdecl;

function Fetched(Fetch: TFetch; AHandle: Int32): UTF8String;
var
  Size, Status: Int32;
begin
  Size := 4096;
  repeat
    SetLength(Result, Size);
    Status := Fetch(AHandle, PAnsiChar(Result), @Size);
  until Status <> TILLGATE_E_ROOM;
  if Status = TILLGATE_OK then
    SetLength(Result, Size - 1)   { the size counts the NUL }
  else
    Result := '';
end;

function OptionalText(const AText: UTF8String): PAnsiChar;
begin
  if AText = '' then Result := nil else Result := PAnsiChar(AText);
end;

{ ---- ETillGate }

constructor ETillGate.Create(AStatus: Int32; const ADocument: UTF8String);
var
  I: Integer;
begin
  Status := AStatus;
  Document := ADocument;
  Name := Functions.status_name(AStatus);
  Caller := 'CALL_SERVICE';
  for I := Low(TillGateStatusTexts) to High(TillGateStatusTexts) do
    if TillGateStatusTexts[I].Number = AStatus then
    begin
      Caller := TillGateStatusTexts[I].Caller;
      En := TillGateStatusTexts[I].En;
      Zh := TillGateStatusTexts[I].Zh;
      NextZh := TillGateStatusTexts[I].NextZh;
    end;
  inherited Create(string(Name + ': ' + En));   { plain ASCII: a console need not know more }
end;

{ ---- TTillGateAsking }

procedure TTillGateAsking.Reserve(out AAnswer: UTF8String; out ASize: Int32);
begin
  ASize := 16384;
  SetLength(AAnswer, ASize);
end;

function TTillGateAsking.Answered(AStatus: Int32; const AAnswer: UTF8String; ASize: Int32): UTF8String;
begin
  if AStatus = TILLGATE_E_ROOM then
    Result := Fetched(Functions.answer, FHandle)   { it took effect; only its answer is fetched again }
  else if AStatus <> TILLGATE_OK then
    raise ETillGate.Create(AStatus, Fetched(Functions.last_error, FHandle))
  else
    Result := Copy(AAnswer, 1, ASize - 1);
end;

procedure TTillGateAsking.Closed(AStatus: Int32);
var
  Document: UTF8String;
begin
  if AStatus = TILLGATE_OK then
  begin
    FHandle := 0;
    Exit;
  end;
  Document := Fetched(Functions.last_error, FHandle);
  if (AStatus <> TILLGATE_E_BUSY) and (AStatus <> TILLGATE_E_ARGUMENT) then FHandle := 0;
  raise ETillGate.Create(AStatus, Document);
end;

{$I tillgate_bodies.inc}

{ ---- TSale }

constructor TSale.Create(AHandle: Int32);
begin
  FHandle := AHandle;
  FBegun := Fetched(Functions.answer, AHandle);
end;

destructor TSale.Destroy;
begin
  if FHandle <> 0 then Functions.sale_close(FHandle, 5000);
  inherited Destroy;
end;

procedure TSale.Close(ADeadlineMs: Int32);
begin
  if FHandle <> 0 then Closed(Functions.sale_close(FHandle, ADeadlineMs));
end;

{ ---- TGate }

constructor TGate.Create(const AConfigPath: UTF8String; ADeadlineMs: Int32);
var
  Answer: UTF8String;
  Size, Status: Int32;
begin
  TillGateLoad('');
  Size := 65536;
  SetLength(Answer, Size);
  FillChar(Answer[1], Size, 0);
  Status := Functions.open(PAnsiChar(AConfigPath), ADeadlineMs, @FHandle, PAnsiChar(Answer), @Size);
  if (Status = TILLGATE_E_ROOM) and (FHandle <> 0) then
    FOpened := Fetched(Functions.answer, FHandle)
  else
    FOpened := PAnsiChar(Answer);
  if FHandle = 0 then raise ETillGate.Create(Status, FOpened);
end;

destructor TGate.Destroy;
begin
  if FHandle <> 0 then Functions.close(FHandle, 20000);
  inherited Destroy;
end;

function TGate.SaleBegin(const ADocument: UTF8String; ADeadlineMs: Int32): TSale;
var
  Sale, Size, Status: Int32;
begin
  Sale := 0;
  Size := 0;
  Status := Functions.sale_begin(FHandle, PAnsiChar(ADocument), ADeadlineMs, @Sale, nil, @Size);
  if Status <> TILLGATE_OK then raise ETillGate.Create(Status, Fetched(Functions.last_error, FHandle));
  Result := TSale.Create(Sale);
end;

procedure TGate.Close(ADeadlineMs: Int32);
begin
  if FHandle <> 0 then Closed(Functions.close(FHandle, ADeadlineMs));
end;

{ ---- Loading }

procedure TillGateLoad(const APath: string);
var
  Name: string;
{$IFDEF FPC}
  Library_: TLibHandle;
{$ELSE}
  Library_: HMODULE;
{$ENDIF}

  function Find(const AFunction: string): Pointer;
  begin
    Result := GetProcAddress(Library_, {$IFDEF FPC}AFunction{$ELSE}PChar(AFunction){$ENDIF});
    if Result = nil then raise Exception.Create(Name + ' has no function ' + AFunction);
  end;

begin
  if Loaded then Exit;
  Name := APath;
  if Name = '' then Name := UsualName;
  Library_ := LoadLibrary({$IFDEF FPC}Name{$ELSE}PChar(Name){$ENDIF});
  if Library_ = 0 then raise Exception.Create('cannot load ' + Name);
{$I tillgate_loading.inc}
  Loaded := True;
end;

function TillGateVersion: UTF8String;
begin
  TillGateLoad('');
  Result := Functions.version;
end;

end.
