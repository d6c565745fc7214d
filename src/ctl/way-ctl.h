/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "way-edit.h"

G_BEGIN_DECLS

/* The frame of waymarkctl: a table of calls, their options, and what a call
 * asks of the frame.  One thread. */

#define WAY_CTL_ERROR (way_ctl_error_quark ())
GQuark way_ctl_error_quark (void);

typedef enum
{
  WAY_CTL_ERROR_USAGE,     /* the words on the command line: the usage is shown */
  WAY_CTL_ERROR_REFUSED,   /* what was asked for cannot be done */
} WayCtlError;

/* The exit statuses of the contract. */
typedef enum
{
  WAY_CTL_DONE    = 0,
  WAY_CTL_FINDING = 1,     /* something checked and found wrong, rows refused */
  WAY_CTL_REFUSED = 2,     /* bad usage, unreadable or refused input */
} WayCtlStatus;

typedef enum
{
  WAY_CTL_TEXT,            /* for people */
  WAY_CTL_CSV,             /* RFC 4180, heading line, UTF-8, LF */
  WAY_CTL_JSON,            /* one document */
} WayCtlForm;

typedef enum
{
  WAY_CTL_ONCE,            /* a value, at most once */
  WAY_CTL_MANY,            /* a value, as often as wanted */
  WAY_CTL_FLAG,            /* no value */
} WayCtlOptionKind;

typedef struct
{
  const char       *name;      /* without its dashes */
  WayCtlOptionKind  kind;
} WayCtlOption;

/* What the call wants of the file that --file names. */
typedef enum
{
  WAY_CTL_NO_FILE,
  WAY_CTL_MAY_READ,        /* reads it where it is named */
  WAY_CTL_MAY_WRITE,       /* the same, and writes it */
  WAY_CTL_READS,
  WAY_CTL_WRITES,
} WayCtlAccess;

typedef struct _WayCtl WayCtl;

typedef struct
{
  const char         *name;      /* one word, or two: "calendar days" */
  const char         *usage;     /* what follows the name; not translated */
  const char         *summary;   /* msgid: one line */
  const char         *help;      /* msgid: paragraphs; NULL for none */
  const WayCtlOption *options;   /* ends with a NULL name; NULL for none */
  guint               least;     /* words after the name */
  guint               most;
  WayCtlAccess        access;

  /* On WAY_CTL_REFUSED the error is set, and nothing was done. */
  WayCtlStatus      (*run) (WayCtl  *ctl,
                            GError **error);
} WayCtlCall;

/* Every call, sorted by name; ends with a NULL name. */
extern const WayCtlCall way_ctl_calls[];

/* Reads the words (argv[0] is passed over), does the call and says on standard
 * error what went wrong.  Never exits. */
WayCtlStatus       way_ctl_main         (int           argc,
                                         char        **argv);

/* The call of that name, or NULL. */
const WayCtlCall  *way_ctl_find_call    (const char   *name);

/* --- For calls --- */

/* The open file; NULL where the call may do without and none was named. */
WayDb             *way_ctl_db           (WayCtl       *self);
WayCtlForm         way_ctl_form         (WayCtl       *self);

/* The day that the program believes it is. */
GDate              way_ctl_today        (WayCtl       *self);

/* The n-th word after the call's name, or NULL. */
const char        *way_ctl_word         (WayCtl       *self,
                                         guint         n);

/* The value of an option, or NULL; every value of a WAY_CTL_MANY. */
const char        *way_ctl_option       (WayCtl       *self,
                                         const char   *name);
const char *const *way_ctl_options      (WayCtl       *self,
                                         const char   *name);
gboolean           way_ctl_flag         (WayCtl       *self,
                                         const char   *name);

/* As way_ctl_option(); WAY_CTL_ERROR_USAGE where it is not there
 * or empty. */
const char        *way_ctl_need         (WayCtl       *self,
                                         const char   *name,
                                         GError      **error);

/* The option as a day: unset where it is not there. */
gboolean           way_ctl_date         (WayCtl       *self,
                                         const char   *name,
                                         GDate        *date,
                                         GError      **error);

/* The option as a number; fallback where it is not there. */
gboolean           way_ctl_integer      (WayCtl       *self,
                                         const char   *name,
                                         gint64        low,
                                         gint64        high,
                                         gint64        fallback,
                                         gint64       *value,
                                         GError      **error);

/* Splits FIELD=VALUE.  The field is newly allocated; the value is lent. */
char              *way_ctl_split        (const char   *option,
                                         const char   *pair,
                                         const char  **value,
                                         GError      **error);

/* What stands on the first line of the file that --passphrase-file names; free
 * with way_secret_free_text().  NULL without an error where it is not given. */
gboolean           way_ctl_passphrase   (WayCtl       *self,
                                         char        **text,
                                         GError      **error);

/* Unlocks a sealed file with it; nothing to do for any other. */
gboolean           way_ctl_unlock       (WayCtl       *self,
                                         const char   *path,
                                         GError      **error);

/* How an edit of this call is signed; lent by the frame. */
WayEditInfo        way_ctl_edit_info    (WayCtl       *self,
                                         const char   *name,
                                         const char   *reason);

/* The entity that a word names; WAY_CTL_ERROR_USAGE, listing them, else. */
const WayEntity   *way_ctl_entity       (const char   *name,
                                         GError      **error);

/* Writes to standard output. */
void               way_ctl_print        (const char   *format,
                                         ...) G_GNUC_PRINTF (1, 2);

/* How far long work has come (WayProgressFunc): shown on a terminal only.  The
 * second ends the line. */
void               way_ctl_progress     (double        fraction,
                                         const char   *phase,
                                         gpointer      unused);
void               way_ctl_end_progress (void);

/* Prints the id or number that an edit gave: a list of one in CSV and an
 * object in JSON. */
void               way_ctl_print_key    (WayCtl       *self,
                                         const char   *name,
                                         const char   *key);

G_END_DECLS
