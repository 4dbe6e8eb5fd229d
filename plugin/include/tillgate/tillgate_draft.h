/* Calls of TillGate 收银闸 that are offered but not promised yet: they may change until they move
 * to tillgate.h. The rules atop tillgate.h hold for them too.
 */
#ifndef TILLGATE_DRAFT_H
#define TILLGATE_DRAFT_H

#include "tillgate.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Make any call by its name. For hosts that can only pass texts and numbers, as script languages
 * and report designers inside registers; the statuses, documents and effects are those of the call.
 * tillgate_open and tillgate_close are called as they are; pictures are not taken this way.
 *
 * @param method     name of the call without "tillgate_", such as "sale_settle"
 * @param request    call.schema.json: the call's arguments by their names in the header, a document
 * under "document", what a scanner sent under "bytes" or "base64", and for calls on a sale the
 * sale's key (or its handle) under "sale": {"sale":"R0001","document":{…}}. Of answer and
 * last_error "sale" says whose, and without it the gate's. NULL is {}
 * @param deadline_ms  of the call; ignored by those that have none
 * @param answer     on OK that of the call, otherwise the error document
 * @return what the call returns; E_ARGUMENT (no such method, or not one for this way), E_DOCUMENT
 * (`where` points into the request), E_HANDLE (also: no open sale of this gate has that key)
 */
TILLGATE_API tillgate_status_code tillgate_call(tillgate_gate gate, const char* method,
                                                const char* request, int32_t deadline_ms,
                                                char* answer, int32_t* answer_size);

#ifdef __cplusplus
}
#endif

#endif
