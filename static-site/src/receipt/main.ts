import { mount } from 'svelte';
import '$lib/styles/base.css';
import { guardTranslation } from '$lib/translation-guard';
import './receipt.css';
import App from './App.svelte';

guardTranslation(document.body);
const target = document.getElementById('app');
if (target) mount(App, { target });
