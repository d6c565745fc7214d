/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "way-date.h"
#include "way-store.h"

G_BEGIN_DECLS

/* What one window looks at: an authority's file and the day that the program
 * believes it is.  Every page reads both from here and from nowhere else.
 *
 * Signal "changed": something that pages show may be different now: facts were
 * written, the file was changed for another, or the day moved.
 * Signal "working": what the program does to the file by itself (way-folder-keeper.h)
 * began, came further, or ended. */
#define WAY_TYPE_SESSION (way_session_get_type ())
G_DECLARE_FINAL_TYPE (WaySession, way_session, WAY, SESSION, GObject)

/* A session without a file.  The day is the computer's where today is NULL or
 * no date. */
WaySession  *way_session_new         (const GDate *today);

/* The day the program believes it is; always set. */
const GDate *way_session_get_today   (WaySession  *self);

/* Another day, for looking back; no date returns to the computer's. */
void         way_session_set_today   (WaySession  *self,
                                      const GDate *today);

/* Whether the day was chosen and is not simply the computer's. */
gboolean     way_session_is_another_day (WaySession *self);

/* Tells every page that it must read again. */
void         way_session_emit_changed (WaySession *self);

/* Tells who shows how far that work has come. */
void         way_session_emit_working (WaySession *self);

/* Opens a file in place of the one before; on FALSE that one stays open.  A
 * file that cannot be written is opened to be read.  WAY_STORE_ERROR. */
gboolean     way_session_open        (WaySession   *self,
                                      const char   *path,
                                      GError      **error);

/* No file any more; what was typed into forms is kept. */
void         way_session_close       (WaySession   *self);

/* NULL while no file is open.  The connection is the main thread's. */
WayStore    *way_session_get_store   (WaySession   *self);
WayDb       *way_session_get_db      (WaySession   *self);

gboolean     way_session_is_read_only (WaySession  *self);

/* Whether it can only be read because who works here has no role that changes
 * anything. */
gboolean     way_session_is_onlooker (WaySession   *self);

/* What kind of copy the file is, of WayCopies; an office's while none is open.  A copy
 * of the governance group holds nothing that anybody could change there. */
guint        way_session_get_role    (WaySession   *self);

/* Whether actions of the strategy may be commented on here, and nothing else written: in
 * a copy of the governance group. */
gboolean     way_session_may_comment (WaySession   *self);

/* The authority whose file it is ("Ardenshire"); "" where it does not say.
 * Lent until the session changes. */
const char  *way_session_get_authority (WaySession *self);

/* Who is said to have made an edit: the name in Preferences, or the account's.
 * Free with g_free(). */
char        *way_session_dup_user    (WaySession   *self);

/* One named edit by this user, as way_store_write() does it.  reason may be
 * NULL; the name never holds a child's. */
gboolean     way_session_write       (WaySession   *self,
                                      const char   *name,
                                      const char   *reason,
                                      WayEditFunc   func,
                                      gpointer      data,
                                      GError      **error);

/* Writes one record, new or changed, as one named edit. */
gboolean     way_session_put         (WaySession   *self,
                                      const char   *name,
                                      const char   *reason,
                                      const WayEntity *entity,
                                      gpointer      record,
                                      GError      **error);
gboolean     way_session_delete      (WaySession   *self,
                                      const char   *name,
                                      const char   *reason,
                                      const WayEntity *entity,
                                      const WayId  *id,
                                      GError      **error);

/* Takes an edit back, or the newest that can be where edit is 0.  *name says
 * what was taken back; free with g_free().  WAY_STORE_ERROR_NOTHING where there
 * is none. */
gboolean     way_session_undo        (WaySession   *self,
                                      WayEditId     edit,
                                      char        **name,
                                      GError      **error);

/* What was typed into a form and not saved, kept while the program runs.  NULL
 * text forgets it. */
const char  *way_session_get_draft   (WaySession   *self,
                                      const char   *key);
void         way_session_set_draft   (WaySession   *self,
                                      const char   *key,
                                      const char   *text);

/* Before the program locks: puts them into the sealed file, where the next
 * session that opens it finds them.  Nothing to do for any other file. */
void         way_session_keep_drafts (WaySession   *self);

G_END_DECLS
