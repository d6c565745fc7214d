/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the command line, opens the file that it names, does the call and
 * tells what went wrong.  What calls there are stands in way-ctl-calls.c. */

#include "way-ctl.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "way-config.h"
#include "way-file.h"
#include "way-permit.h"
#include "way-secret.h"
#include "way-service-error.h"
#include "way-text.h"
#include "way-vault.h"

#define MOST_TEXT 500          /* of a name or a reason */
#define MOST_PASSPHRASE 4096   /* bytes of the file that holds it */

struct _WayCtl
{
  const WayCtlCall *call;
  WayCtlForm        form;
  GDate             today;
  GPtrArray        *words;     /* after the call's name; lent by argv */
  GHashTable       *options;   /* name -> GPtrArray of values, ended by NULL */
  char             *who;
  WayDb            *db;
};

G_DEFINE_QUARK (way-ctl-error-quark, way_ctl_error)

static const WayCtlOption globals[] = {
  { "file", WAY_CTL_ONCE },
  { "today", WAY_CTL_ONCE },
  { "csv", WAY_CTL_FLAG },
  { "json", WAY_CTL_FLAG },
  { "passphrase-file", WAY_CTL_ONCE },
  { "user", WAY_CTL_ONCE },
  { "help", WAY_CTL_FLAG },
  { "version", WAY_CTL_FLAG },
  { NULL }
};

/* --- Reading the words --- */

static const WayCtlOption *
find_option (const WayCtlOption *options,
             const char         *name)
{
  for (; options != NULL && options->name != NULL; options++)
    if (strcmp (options->name, name) == 0)
      return options;
  return NULL;
}

static gboolean
keep_option (WayCtl              *self,
             const WayCtlOption  *option,
             const char          *value,
             GError             **error)
{
  GPtrArray *values = g_hash_table_lookup (self->options, option->name);

  if (values == NULL)
    {
      values = g_ptr_array_new ();
      g_hash_table_insert (self->options, (gpointer) option->name, values);
    }
  else if (option->kind == WAY_CTL_ONCE)
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE, _("--%s: is given twice"),
                   option->name);
      return FALSE;
    }
  else
    g_ptr_array_set_size (values, (gint) values->len - 1);
  g_ptr_array_add (values, (gpointer) value);
  g_ptr_array_add (values, NULL);
  return TRUE;
}

/* One option, and the value that belongs to it: --name VALUE or --name=VALUE. */
static gboolean
read_option (WayCtl   *self,
             char   ***next,
             GError  **error)
{
  const char *word = *(*next)++ + 2;
  const char *equals = strchr (word, '=');
  g_autofree char *name = equals != NULL ? g_strndup (word, (gsize) (equals - word))
                                         : g_strdup (word);
  const WayCtlOption *option = find_option (globals, name);
  const char *value = equals != NULL ? equals + 1 : NULL;

  if (option == NULL && self->call != NULL)
    option = find_option (self->call->options, name);
  if (option == NULL)
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE, _("--%s: there is no such option"),
                   name);
      return FALSE;
    }
  if (option->kind == WAY_CTL_FLAG)
    value = value == NULL ? "" : NULL;
  else if (value == NULL && **next != NULL)
    value = *(*next)++;
  if (value != NULL)
    return keep_option (self, option, value, error);
  g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
               option->kind == WAY_CTL_FLAG ? _("--%s: takes no value")
                                            : _("--%s: needs a value"), name);
  return FALSE;
}

const WayCtlCall *
way_ctl_find_call (const char *name)
{
  for (const WayCtlCall *call = way_ctl_calls; call->name != NULL; call++)
    if (strcmp (call->name, name) == 0)
      return call;
  return NULL;
}

/* The call whose name is the word and the next one, or else the word. */
static gboolean
read_call (WayCtl   *self,
           char   ***next,
           GError  **error)
{
  const char *first = *(*next)++;

  if (**next != NULL)
    {
      g_autofree char *both = g_strconcat (first, " ", **next, NULL);

      self->call = way_ctl_find_call (both);
      if (self->call != NULL)
        (*next)++;
    }
  if (self->call == NULL)
    self->call = way_ctl_find_call (first);
  if (self->call != NULL)
    return TRUE;
  g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
               _("there is no call “%s”: “waymarkctl help” lists them"), first);
  return FALSE;
}

static gboolean
read_words (WayCtl  *self,
            char   **argv,
            GError **error)
{
  gboolean only_words = FALSE;

  for (char **next = argv; *next != NULL;)
    {
      if (!only_words && strcmp (*next, "--") == 0)
        {
          only_words = TRUE;
          next++;
        }
      else if (!only_words && g_str_has_prefix (*next, "--"))
        {
          if (!read_option (self, &next, error))
            return FALSE;
        }
      else if (self->call == NULL)
        {
          if (!read_call (self, &next, error))
            return FALSE;
        }
      else
        g_ptr_array_add (self->words, *next++);
    }
  return TRUE;
}

/* What a flag or an empty line asks for instead of a call. */
static void
turn_to_help (WayCtl *self)
{
  const WayCtlCall *asked = self->call;

  if (asked != NULL && !way_ctl_flag (self, "help"))
    return;
  self->call = way_ctl_find_call ("help");
  if (asked == NULL || asked == self->call)
    return;
  g_ptr_array_set_size (self->words, 0);
  g_ptr_array_add (self->words, (gpointer) asked->name);
}

static gboolean
check_words (WayCtl  *self,
             GError **error)
{
  if (self->words->len < self->call->least)
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE, _("too few words"));
      return FALSE;
    }
  if (self->words->len > self->call->most)
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE, _("“%s” is one word too many"),
                   way_ctl_word (self, self->call->most));
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_globals (WayCtl  *self,
              GError **error)
{
  const char *user = way_ctl_option (self, "user");

  if (way_ctl_flag (self, "csv") && way_ctl_flag (self, "json"))
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE, _("--csv or --json, not both"));
      return FALSE;
    }
  self->form = way_ctl_flag (self, "csv") ? WAY_CTL_CSV
             : way_ctl_flag (self, "json") ? WAY_CTL_JSON : WAY_CTL_TEXT;
  if (user != NULL && (*user == '\0' || !way_text_is_clean (user, MOST_TEXT, FALSE)))
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE, _("--user: is no name"));
      return FALSE;
    }
  return way_ctl_date (self, "today", &self->today, error);
}

static gboolean
open_file (WayCtl  *self,
           GError **error)
{
  const char *path = way_ctl_option (self, "file");
  WayCtlAccess access = self->call->access;

  gboolean may = access == WAY_CTL_MAY_READ || access == WAY_CTL_MAY_WRITE;

  if (access == WAY_CTL_NO_FILE || (may && path == NULL))
    return TRUE;
  if (way_ctl_need (self, "file", error) == NULL || !way_ctl_unlock (self, path, error))
    return FALSE;
  self->db = way_db_open (path,
                          access == WAY_CTL_WRITES || access == WAY_CTL_MAY_WRITE ? WAY_DB_WRITE
                                                                                  : WAY_DB_READ,
                          error);
  return self->db != NULL &&
         way_permit_enter (self->db, way_ctl_edit_info (self, NULL, NULL).who, &self->today, error);
}

/* --- Telling --- */

/* Whether the message is about what is in the file that --file names, and not
 * about another file or a word. */
static gboolean
is_about_file (WayCtl       *self,
               const GError *error)
{
  return self->db != NULL &&
         (error->domain == WAY_STORE_ERROR || error->domain == WAY_MODEL_ERROR ||
          error->domain == WAY_SERVICE_ERROR) &&
         !g_str_has_prefix (error->message, way_db_path (self->db));
}

static void
tell_error (WayCtl       *self,
            const GError *error)
{
  if (is_about_file (self, error))
    fprintf (stderr, "waymarkctl: %s: %s\n", way_db_path (self->db), error->message);
  else
    fprintf (stderr, "waymarkctl: %s\n", error->message);
  if (self->call != NULL && g_error_matches (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE))
    fprintf (stderr, _("usage: waymarkctl %s %s\n"), self->call->name, self->call->usage);
}

/* What was written may not have arrived: a full disk shows here. */
static gboolean
finish_output (GError **error)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return TRUE;
  g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_REFUSED, _("standard output: %s"),
               g_strerror (errno));
  return FALSE;
}

static WayCtlStatus
run (WayCtl  *self,
     char   **argv,
     GError **error)
{
  WayCtlStatus status;

  if (!read_words (self, argv, error))
    return WAY_CTL_REFUSED;
  if (way_ctl_flag (self, "version"))
    {
      way_ctl_print ("waymarkctl %s\n", WAY_VERSION);
      return WAY_CTL_DONE;
    }
  turn_to_help (self);
  if (!check_words (self, error) || !read_globals (self, error) || !open_file (self, error))
    return WAY_CTL_REFUSED;
  status = self->call->run (self, error);
  return finish_output (*error == NULL ? error : NULL) ? status : WAY_CTL_REFUSED;
}

static void
free_values (gpointer data)
{
  g_ptr_array_unref (data);
}

WayCtlStatus
way_ctl_main (int    argc,
              char **argv)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  WayCtlStatus status;
  WayCtl self = {
    .words = g_ptr_array_new (),
    .options = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_values),
    .today = way_date_ymd (g_date_time_get_year (now), g_date_time_get_month (now),
                           g_date_time_get_day_of_month (now)),
  };

  status = run (&self, argc > 0 ? argv + 1 : argv, &error);
  if (error != NULL)
    {
      tell_error (&self, error);
      status = WAY_CTL_REFUSED;
    }
  way_db_free (self.db);
  g_free (self.who);
  g_hash_table_unref (self.options);
  g_ptr_array_unref (self.words);
  return status;
}

/* --- For calls --- */

gboolean
way_ctl_passphrase (WayCtl  *self,
                    char   **text,
                    GError **error)
{
  const char *path = way_ctl_option (self, "passphrase-file");
  GBytes *bytes;
  const char *data;
  gsize size, length;

  *text = NULL;
  if (path == NULL)
    return TRUE;
  way_secret_harden ();
  bytes = way_file_read (path, MOST_PASSPHRASE, error);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  for (length = 0; length < size && data[length] != '\n' && data[length] != '\r'; length++)
    continue;
  if (length > 0 && g_utf8_validate_len (data, length, NULL))
    *text = g_strndup (data, length);
  else
    g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_REFUSED,
                 _("%s: its first line is no passphrase"), path);
  g_bytes_unref (bytes);
  return *text != NULL;
}

gboolean
way_ctl_unlock (WayCtl      *self,
                const char  *path,
                GError     **error)
{
  char *text;
  gboolean done;

  if (way_vault_is_unlocked (path))
    return TRUE;
  if (!way_ctl_passphrase (self, &text, error))
    return FALSE;
  if (text == NULL)
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_REFUSED,
                   _("%s: is sealed; --passphrase-file must name a file with its passphrase"),
                   path);
      return FALSE;
    }
  done = way_vault_unlock (path, WAY_SLOT_PASSPHRASE, text, error);
  way_secret_free_text (text);
  return done;
}

WayDb *
way_ctl_db (WayCtl *self)
{
  return self->db;
}

WayCtlForm
way_ctl_form (WayCtl *self)
{
  return self->form;
}

GDate
way_ctl_today (WayCtl *self)
{
  return self->today;
}

const char *
way_ctl_word (WayCtl *self,
              guint   n)
{
  return n < self->words->len ? g_ptr_array_index (self->words, n) : NULL;
}

const char *const *
way_ctl_options (WayCtl     *self,
                 const char *name)
{
  static const char *const none[] = { NULL };
  GPtrArray *values = g_hash_table_lookup (self->options, name);

  return values != NULL ? (const char *const *) values->pdata : none;
}

const char *
way_ctl_option (WayCtl     *self,
                const char *name)
{
  return way_ctl_options (self, name)[0];
}

gboolean
way_ctl_flag (WayCtl     *self,
              const char *name)
{
  return g_hash_table_contains (self->options, name);
}

const char *
way_ctl_need (WayCtl      *self,
              const char  *name,
              GError     **error)
{
  const char *value = way_ctl_option (self, name);

  if (value != NULL && *value != '\0')
    return value;
  g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE, _("--%s: must be given"), name);
  return NULL;
}

gboolean
way_ctl_date (WayCtl      *self,
              const char  *name,
              GDate       *date,
              GError     **error)
{
  const char *text = way_ctl_option (self, name);

  if (text == NULL || way_date_parse (text, date))
    return TRUE;
  g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
               _("--%s: “%s” is no day; write it as 2026-11-22"), name, text);
  return FALSE;
}

gboolean
way_ctl_integer (WayCtl      *self,
                 const char  *name,
                 gint64       low,
                 gint64       high,
                 gint64       fallback,
                 gint64      *value,
                 GError     **error)
{
  const char *text = way_ctl_option (self, name);
  g_autofree char *lowest = NULL;
  g_autofree char *highest = NULL;

  *value = fallback;
  if (text == NULL || way_text_parse_int (text, low, high, value))
    return TRUE;
  lowest = g_strdup_printf ("%" G_GINT64_FORMAT, low);
  highest = g_strdup_printf ("%" G_GINT64_FORMAT, high);
  g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
               _("--%s: “%s” is no number from %s to %s"), name, text, lowest, highest);
  return FALSE;
}

char *
way_ctl_split (const char   *option,
               const char   *pair,
               const char  **value,
               GError      **error)
{
  const char *equals = strchr (pair, '=');

  if (equals == NULL || equals == pair)
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE, _("--%s: “%s” is no FIELD=VALUE"),
                   option, pair);
      return NULL;
    }
  *value = equals + 1;
  return g_strndup (pair, (gsize) (equals - pair));
}

/* Who wrote: as --user says, else as the copy is set, else as the machine
 * knows them. */
WayEditInfo
way_ctl_edit_info (WayCtl     *self,
                   const char *name,
                   const char *reason)
{
  WayEditInfo info = { .name = name, .reason = reason };

  if (self->who == NULL)
    self->who = g_strdup (way_ctl_option (self, "user"));
  if (self->who == NULL && self->db != NULL)
    self->who = way_db_dup_setting (self->db, "user_name");
  if (self->who == NULL)
    self->who = g_strdup (g_get_user_name ());
  info.who = self->who;
  if (self->db != NULL)
    info.user = way_permit_user (self->db);
  return info;
}

const WayEntity *
way_ctl_entity (const char  *name,
                GError     **error)
{
  const WayEntity *entity = way_entity_by_name (name);
  g_autoptr(GString) names = NULL;

  if (entity != NULL)
    return entity;
  names = g_string_new (NULL);
  for (const WayEntity *const *each = way_entities (); *each != NULL; each++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", (*each)->name);
  g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
               _("“%s”: there is no such entity; there are %s"), name, names->str);
  return NULL;
}

void
way_ctl_print (const char *format,
               ...)
{
  va_list arguments;

  va_start (arguments, format);
  vfprintf (stdout, format, arguments);
  va_end (arguments);
}

void
way_ctl_print_key (WayCtl     *self,
                   const char *name,
                   const char *key)
{
  if (self->form == WAY_CTL_JSON)
    way_ctl_print ("{\"%s\": \"%s\"}\n", name, key);
  else if (self->form == WAY_CTL_CSV)
    way_ctl_print ("%s\n%s\n", name, key);
  else
    way_ctl_print ("%s\n", key);
}

void
way_ctl_progress (double      fraction,
                  const char *phase,
                  gpointer    unused)
{
  static int shown = -1;
  int percent = (int) (fraction * 100);

  if (percent == shown || !isatty (STDERR_FILENO))
    return;
  shown = percent;
  fprintf (stderr, "\r\033[K%3d %%  %s", percent, phase != NULL ? _(phase) : "");
}

void
way_ctl_end_progress (void)
{
  if (isatty (STDERR_FILENO))
    fputs ("\r\033[K", stderr);
}
