/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-page.h"
#include "way-record-dialog.h"

G_BEGIN_DECLS

/* What a page asks for before it does something: a form over a record, then a
 * toast that says what was done and offers to take it back. */

/* Opens the form.  save gets a copy of subject as its data (const WayId *), what
 * the step is about. */
WayRecordDialog *way_page_ask     (WayPage            *page,
                                   const WayRecordAsk *what,
                                   const WayId        *subject,
                                   const char         *done);

/* Words over the form's first group: what to know before it is filled in. */
void             way_page_explain (WayRecordDialog    *dialog,
                                   const char         *title,
                                   const char         *text);

/* Says that something was done, or why not. */
void             way_page_say     (WayPage            *page,
                                   gboolean            done,
                                   const char         *done_text,
                                   const GError       *error);

G_END_DECLS
