/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program's own account of itself. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define WIDTH 78

static const char global_help[] = N_(
  "--file F             the file to work on\n"
  "--csv, --json        rows for programs instead of people\n"
  "--today DATE         the day the program believes it is\n"
  "--user NAME          who is said to have made the edit\n"
  "--passphrase-file P  unlocks an encrypted file; passed over for a plain one\n"
  "--help, --version    this text; which version this is\n");

static const char status_help[] = N_(
  "Exit status: 0 done; 1 something was checked and found wrong, or rows were refused; "
  "2 bad usage, or input that cannot be read or is refused. Nothing is half done at 1 or 2.");

/* Prints a paragraph in lines of at most WIDTH characters. */
static void
print_wrapped (const char *paragraph)
{
  g_auto(GStrv) words = g_strsplit (paragraph, " ", -1);
  glong at = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      glong length = g_utf8_strlen (words[i], -1);

      if (at > 0 && at + 1 + length > WIDTH)
        {
          way_ctl_print ("\n");
          at = 0;
        }
      way_ctl_print (at > 0 ? " %s" : "%s", words[i]);
      at += length + (at > 0);
    }
  way_ctl_print ("\n");
}

static void
print_paragraphs (const char *text)
{
  g_auto(GStrv) paragraphs = g_strsplit (text, "\n", -1);

  for (guint i = 0; paragraphs[i] != NULL; i++)
    {
      way_ctl_print ("\n");
      print_wrapped (paragraphs[i]);
    }
}

static void
print_call (const WayCtlCall *call)
{
  way_ctl_print (_("usage: waymarkctl %s %s\n"), call->name, call->usage);
  print_paragraphs (_(call->summary));
  if (call->help != NULL)
    print_paragraphs (_(call->help));
}

static void
print_all (void)
{
  way_ctl_print (_("usage: waymarkctl [--file F] CALL …\n\n"));
  for (const WayCtlCall *call = way_ctl_calls; call->name != NULL; call++)
    way_ctl_print ("%-18s %s\n", call->name, _(call->summary));
  way_ctl_print ("\n%s", _(global_help));
  print_paragraphs (_(status_help));
}

WayCtlStatus
way_ctl_run_help (WayCtl  *ctl,
                  GError **error)
{
  const char *second = way_ctl_word (ctl, 1);
  g_autofree char *name = second != NULL
                            ? g_strconcat (way_ctl_word (ctl, 0), " ", second, NULL)
                            : g_strdup (way_ctl_word (ctl, 0));
  const WayCtlCall *call;

  if (name == NULL)
    {
      print_all ();
      return WAY_CTL_DONE;
    }
  call = way_ctl_find_call (name);
  if (call != NULL)
    {
      print_call (call);
      return WAY_CTL_DONE;
    }
  g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_REFUSED,
               _("there is no call “%s”: “waymarkctl help” lists them"), name);
  return WAY_CTL_REFUSED;
}
