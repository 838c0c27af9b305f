"""Commands of the web application from the source folder: python manage.py help."""

from caitien.config.manage import main

if __name__ == "__main__":
    main()
