/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-act.h"
#include "way-entity.h"
#include "way-form.h"
#include "way-session.h"

G_BEGIN_DECLS

/* Does what the dialog was opened for with the record as it was filled in, as an
 * act of who uses this copy, today; on FALSE the dialog stays, with the error
 * said. */
typedef gboolean (*WayRecordSaveFunc) (WayAct    *act,
                                       gpointer   record,
                                       gpointer   data,
                                       GError   **error);

/* What a dialog edits. */
typedef struct
{
  const WayEntity   *entity;
  gconstpointer      record;    /* copied; NULL: a new one, started as described */
  gboolean           is_new;    /* record is a new one with some answers given */
  const char        *title;     /* "New pupil"; NULL: from the entity */
  const char        *form;      /* ui/forms/FORM.ui; NULL: the entity's ("action-comment") */
  const char        *verb;      /* the suggested button: "_Add"; NULL: "_Save" */
  const char        *edit_name; /* of the journal; never a child's name */
  WayRecordSaveFunc  save;      /* NULL: writes the record as one edit */
  gpointer           data;
} WayRecordAsk;

/* A form in a window of its own: ui/forms/FORM.ui where there is one (a
 * WayForm with the id "form"), else every field in the order of its
 * description.  Closing with words unsaved asks; what was typed is kept as a
 * draft until it is saved or thrown away.
 *
 * Signal "saved": written; the dialog closes after it. */
#define WAY_TYPE_RECORD_DIALOG (way_record_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WayRecordDialog, way_record_dialog, WAY, RECORD_DIALOG, AdwWindow)

WayRecordDialog *way_record_dialog_new      (GtkWidget          *parent,
                                             WaySession         *session,
                                             const WayRecordAsk *ask);
WayForm         *way_record_dialog_get_form (WayRecordDialog    *self);

/* Makes and shows it. */
WayRecordDialog *way_record_dialog_open     (GtkWidget          *parent,
                                             WaySession         *session,
                                             const WayRecordAsk *ask);

G_END_DECLS
