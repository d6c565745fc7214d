/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "way-edit.h"
#include "way-progress.h"
#include "way-published.h"
#include "way-release.h"

G_BEGIN_DECLS

/* Publishing statistics: tables from the file, through a disclosure profile,
 * checked against all that was published before; and the list of releases. */

/* A profile on a day (a row of data/rules/disclosure.xml). */
typedef struct
{
  char                 *id;
  const char           *label;       /* msgid */
  WayDisclosureProfile  rule;
  int                   audience;    /* who sees more has a smaller number */
} WayPublishProfile;

/* FALSE with WAY_SERVICE_ERROR_UNKNOWN where there is none that publishes. */
gboolean           way_publish_profile_read  (const char          *id,
                                              const GDate         *on,
                                              WayPublishProfile   *profile,
                                              GError             **error);
void               way_publish_profile_clear (WayPublishProfile   *self);

/* A release that was published. */
typedef struct
{
  WayId              id;
  WayPublishProfile  profile;
  int                year;
  GDate              made;
  char              *by;
  char              *approved_by;
  char              *rules;
  char              *digest;         /* of the draft that it was */
  char              *note;
  WayId              replaces;
  gboolean           is_replaced;
  GPtrArray         *tables;         /* WayReleaseTable, with figures */
} WayPastRelease;

/* All of them, the newest first.  WAY_STORE_ERROR, WAY_SERVICE_ERROR where a
 * record cannot be read. */
GPtrArray         *way_publish_list          (WayDb               *db,
                                              GError             **error);

/* A release in the making. */
typedef struct
{
  WayPublishProfile  profile;
  int                year;
  GDate              made;
  char              *authority;
  char              *la;
  GPtrArray         *tables;         /* WayReleaseTable: counts and figures */
  GPtrArray         *past;           /* WayPastRelease */
  guint              hidden[WAY_N_WHYS];   /* counts that were hidden, by why */
  guint              n_cells;              /* counts in all */
  char              *digest;         /* SHA-256 over the tables */
  char              *note;           /* why it replaces another; may be NULL */
} WayPublishDraft;

/* Counts and protects the tables named (all with NULL).  WAY_SERVICE_ERROR_INVALID,
 * in a sentence, where something could be worked out. */
WayPublishDraft   *way_publish_draft_new     (WayDb               *db,
                                              const char          *profile,
                                              int                  year,
                                              const GDate         *today,
                                              const char *const   *names,
                                              GError             **error);
void               way_publish_draft_free    (WayPublishDraft     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPublishDraft, way_publish_draft_free)

/* "1: 12, 5: 4": rules of domain.md 7 and how many cells each hid.  Free with
 * g_free(). */
char              *way_publish_rules_text    (const guint          hidden[WAY_N_WHYS]);

/* Why a cell is hidden (msgid); NULL where it is not. */
const char        *way_publish_why_text      (WayWhy               why);

/* The newest release of the same profile and year, which a new one replaces;
 * NULL where there is none. */
const WayPastRelease *
                   way_publish_draft_replaces (const WayPublishDraft *self);

/* Records the release as one edit, and calls place as the last thing in it:
 * where that fails, or the edit does, nothing was published.  A release that
 * replaces another needs a note (WAY_SERVICE_ERROR_INCOMPLETE). */
typedef gboolean (*WayPublishPlace) (gpointer   data,
                                     GError   **error);
gboolean           way_publish_record        (WayDb                 *db,
                                              const char            *who,
                                              const char            *approved_by,
                                              const WayPublishDraft *draft,
                                              WayPublishPlace        place,
                                              gpointer               data,
                                              GError               **error);

/* The same for several at once, as the edit that info says. */
gboolean           way_publish_record_all    (WayDb                 *db,
                                              const WayEditInfo     *info,
                                              const char            *approved_by,
                                              const GPtrArray       *drafts,
                                              WayPublishPlace        place,
                                              gpointer               data,
                                              GError               **error);

/* --- The attack --- */

/* What the attack made of tables that stand in releases. */
typedef struct
{
  guint      n_hidden;      /* cells looked at */
  GPtrArray *leaks;         /* char *: sentences */
  double     narrowest;     /* width of the narrowest interval; -1: none was looked at */
} WayPublishAttack;

void               way_publish_attack_free   (WayPublishAttack    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPublishAttack, way_publish_attack_free)

/* A release as an attacker has it: its tables and the rule it names. */
typedef struct
{
  GPtrArray   *tables;      /* WayReleaseTable; lent */
  WayHideRule  rule;
  const char  *profile;     /* lent */
} WayPublishSeen;

/* Attacks the first release with all the others; hidden cells of those that
 * have its profile are looked at too.  Uses nothing but what they say.
 * WAY_SERVICE_ERROR_INVALID where tables of one release contradict each other,
 * G_IO_ERROR_CANCELLED. */
WayPublishAttack  *way_publish_attack        (const WayPublishSeen *seen,
                                              guint                 n_seen,
                                              WayProgressFunc       progress,
                                              gpointer              data,
                                              GCancellable         *cancellable,
                                              GError              **error);

/* The same for a draft and what was published before to those who will see
 * it. */
WayPublishAttack  *way_publish_draft_attack  (const WayPublishDraft *draft,
                                              WayProgressFunc        progress,
                                              gpointer               data,
                                              GCancellable          *cancellable,
                                              GError               **error);

G_END_DECLS
