/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place where an error becomes words for people.  Whoever adds a code
 * below adds its row here; the test walks the enums. */
#include "way-error-text.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

typedef struct
{
  GQuark    (*domain) (void);
  int         code;
  const char *what;
  const char *next;
} ErrorWords;

static const ErrorWords words[] = {
  { g_io_error_quark, G_IO_ERROR_NOT_FOUND,
    N_("The file is not there any more."),
    N_("Look for it in another folder, or ask who keeps it.") },
  { g_io_error_quark, G_IO_ERROR_PERMISSION_DENIED,
    N_("This computer does not let you read or write there."),
    N_("Choose a folder of your own, or ask who looks after the computer.") },
  { g_io_error_quark, G_IO_ERROR_READ_ONLY,
    N_("The folder can only be read."),
    N_("Copy the file to a folder of your own and open the copy.") },
  { g_io_error_quark, G_IO_ERROR_NO_SPACE,
    N_("The disk is full. Nothing was changed."),
    N_("Make room on the disk and try again.") },
  { g_io_error_quark, G_IO_ERROR_IS_DIRECTORY,
    N_("This is a folder, not a file."),
    N_("Choose a file inside it.") },
  { g_io_error_quark, G_IO_ERROR_EXISTS,
    N_("A file of that name is there already."),
    N_("Choose another name.") },
  { g_io_error_quark, G_IO_ERROR_CANCELLED,
    N_("It was stopped. Nothing was changed."),
    N_("Start it again when you are ready.") },
  { g_file_error_quark, G_FILE_ERROR_NOENT,
    N_("The file is not there any more."),
    N_("Look for it in another folder, or ask who keeps it.") },
  { g_file_error_quark, G_FILE_ERROR_ACCES,
    N_("This computer does not let you read or write there."),
    N_("Choose a folder of your own, or ask who looks after the computer.") },
  { g_file_error_quark, G_FILE_ERROR_NOSPC,
    N_("The disk is full. Nothing was changed."),
    N_("Make room on the disk and try again.") },
};

static const ErrorWords *
find_words (GQuark domain,
            int    code)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i].domain () == domain && words[i].code == code)
      return &words[i];
  return NULL;
}

char *
way_error_text (const GError *error)
{
  const ErrorWords *found;

  if (error == NULL)
    return g_strdup (_("Something went wrong. Try again."));

  found = find_words (error->domain, error->code);
  if (found != NULL)
    return g_strdup_printf ("%s %s", _(found->what), _(found->next));

  /* Translators: %s is an exact message in English, for the help desk. */
  return g_strdup_printf (_("Something went wrong: %s. Try again."), error->message);
}

gboolean
way_error_text_knows (GQuark domain,
                      int    code)
{
  return find_words (domain, code) != NULL;
}
