import { mount } from 'svelte';
import '$lib/styles/base.css';
import { showLanguage } from '$lib/text/language.svelte';
import { guardTranslation } from '$lib/translation-guard';
import './receipt.css';
import App from './App.svelte';
import { preferred } from './language';

guardTranslation(document.body);
const target = document.getElementById('app');
if (target) {
  void preferred().then((language) => {
    showLanguage(language);
    mount(App, { target });
  });
}
